package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.Inputs;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * A cell drawn at random: tree, geometry, mechanisms in some of the branches, stimuli, clamps, recordings; and inputs for
 * a run, each with or without the batch axis.
 */
final class RandomCell {
    static final double DT = 0.05;

    private static final List<String> KEYS = List.of(
            "v",
            "radius",
            "length",
            "capacitance",
            "axial_resistivity",
            "HH_gNa",
            "HH_m",
            "HH_h",
            "Leak_gLeak",
            "Leak_eLeak",
            "Adapting_g",
            "Adapting_level");

    /** A current that grows with the sodium and potassium currents of the step before, and leaks itself into its level. */
    static final class Adapting extends Channel {
        Adapting() {
            super("Adapting");
            parameter("g", 2e-4, "S/cm2");
            state("level", 0.1);
        }

        @Override
        public Map<String, NDArray> update(Membrane membrane) {
            NDArray load = membrane.get("i_HH").mul(20).add(membrane.get("i_Adapting"));
            NDArray drive = load.mul(10)
                    .tanh()
                    .add(membrane.voltage().add(65).div(12).getNDArrayInternal().sigmoid());
            return Map.of("level", membrane.get("level").mul(0.98).add(drive.mul(0.02)));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray gate =
                    membrane.get("level").abs().add(0.01).log().exp().sqrt().maximum(0.05);
            return membrane.get("g").mul(gate).mul(membrane.voltage().add(85));
        }
    }

    final Cell cell;
    final int steps;
    private final Random random;
    private final Set<String> mechanisms = new HashSet<>();
    private final int stimuli;
    private final int compartments;

    private RandomCell(Cell cell, Random random, int steps) {
        this.cell = cell;
        this.random = random;
        this.steps = steps;
        compartments = cell.structure().compartments();
        insertMechanisms();
        stimuli = random.nextInt(3);
        addProtocol();
    }

    /** A cell of these numbers of compartments per branch; the parents are drawn. */
    static RandomCell of(long seed, int steps, int... branches) {
        Random random = new Random(seed);
        Compartment compartment = new Compartment();
        compartment.set("axial_resistivity", 150);
        List<Branch> list = new ArrayList<>();
        int[] parents = new int[branches.length];
        for (int i = 0; i < branches.length; i++) {
            list.add(new Branch(compartment, branches[i]));
            parents[i] = i == 0 ? -1 : random.nextInt(i);
        }
        return new RandomCell(new Cell(list, parents), random, steps);
    }

    /** A cell whose size is drawn too. */
    static RandomCell of(long seed) {
        Random random = new Random(1000 + seed);
        int[] branches = IntStream.range(0, 1 + random.nextInt(6))
                .map(i -> 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3))
                .toArray();
        return of(seed, 10 + random.nextInt(20), branches);
    }

    /**
     * Inputs of a run.
     *
     * @param batch 0 for none
     * @return arrays by name; those of floating point are leaves
     */
    Tree inputs(NDManager manager, int batch) {
        Tree tree = Tree.empty();
        for (String key : KEYS) {
            if (!isKnown(key)) {
                continue;
            }
            double[] values = Arrays.stream(cell.get(key))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            if (values.length > 0 && random.nextInt(4) > 0) {
                tree = tree.with("set/" + key, leaf(manager, batch, values));
            }
        }
        for (int i = 0; i < stimuli; i++) {
            tree = tree.with("wave/" + i, leaf(manager, batch, draw(steps, () -> 0.5 * random.nextGaussian())));
            if (random.nextBoolean()) {
                tree = tree.with("place/" + i, places(manager, batch));
            }
        }
        for (int i = 0; i < cell.clamps().size(); i++) {
            double[] level = cell.clamps().get(i).waveform().samples(0);
            tree = tree.with("clamp/" + i, leaf(manager, batch, Arrays.copyOf(level, steps)));
        }
        return tree;
    }

    Inputs with(Tree tree) {
        Inputs inputs = Inputs.none();
        for (String path : tree.paths()) {
            String name = path.substring(path.indexOf('/') + 1);
            NDArray array = tree.get(path);
            inputs = switch (path.substring(0, path.indexOf('/'))) {
                case "set" -> inputs.set(cell, name, array);
                case "wave" -> inputs.waveform(Integer.parseInt(name), array);
                case "place" -> inputs.stimulusPlaces(Integer.parseInt(name), array);
                default -> inputs.clampValues(Integer.parseInt(name), array);
            };
        }
        return inputs;
    }

    private boolean isKnown(String key) {
        int end = key.startsWith("axial") ? -1 : key.indexOf('_');
        return end < 0 || mechanisms.contains(key.substring(0, end));
    }

    private void insert(Channel channel, int... branches) {
        mechanisms.add(channel.name());
        cell.branch(branches).insert(channel);
    }

    private void insertMechanisms() {
        double[] one = draw(compartments, () -> 1);
        cell.set("radius", scaled(one, 0.5, 4));
        cell.set("length", scaled(one, 10, 80));
        cell.set("v", scaled(one, -75, -50));
        int branches = cell.structure().branches();
        insert(new HH(), some(branches));
        if (random.nextBoolean()) {
            insert(new Leak(), some(branches));
        }
        if (random.nextBoolean()) {
            int[] all = IntStream.range(0, branches).toArray();
            insert(new HH(), all);
            insert(new Adapting(), random.nextBoolean() ? all : some(branches));
        }
    }

    private void addProtocol() {
        for (int i = 0; i < stimuli; i++) {
            anywhere(wave(() -> 0.4), true);
        }
        cell.branch(0).comp(0).record("v");
        int last = cell.structure().branches() - 1;
        cell.branch(last).record("v");
        double[] m = cell.get("HH_m");
        for (int branch = 0; branch <= last; branch++) {
            if (!Double.isNaN(m[cell.structure().firstCompartment(branch)]) && random.nextBoolean()) {
                cell.branch(branch).comp(0).record("HH_m");
                cell.branch(branch).comp(0).record("i_HH");
                if (random.nextInt(3) == 0) {
                    cell.branch(branch).comp(0).clamp("HH_h", wave(() -> 0.4 + 0.2 * random.nextDouble()));
                }
                break;
            }
        }
        if (random.nextInt(3) == 0) {
            anywhere(wave(() -> -60 + 3 * random.nextGaussian()), false);
        }
    }

    private void anywhere(Waveform waveform, boolean current) {
        int branch = random.nextInt(cell.structure().branches());
        int size = cell.structure().lastCompartment(branch) - cell.structure().firstCompartment(branch) + 1;
        int comp = random.nextInt(size);
        if (current) {
            cell.branch(branch).comp(comp).stimulate(waveform);
        } else {
            cell.branch(branch).comp(comp).clamp("v", waveform);
        }
    }

    private Waveform wave(DoubleSupplier value) {
        return Waveform.of(draw(steps, value), DT);
    }

    private int[] some(int count) {
        int[] some = IntStream.range(0, count).filter(i -> random.nextBoolean()).toArray();
        return some.length == 0 ? new int[] {random.nextInt(count)} : some;
    }

    private double[] scaled(double[] values, double low, double high) {
        return Arrays.stream(values)
                .map(value -> value * (low + (high - low) * random.nextDouble()))
                .toArray();
    }

    private static double[] draw(int count, DoubleSupplier value) {
        return IntStream.range(0, count).mapToDouble(i -> value.getAsDouble()).toArray();
    }

    /** These values a little changed, with the batch axis or without. */
    private NDArray leaf(NDManager manager, int batch, double[] values) {
        boolean batched = batch > 0 && random.nextBoolean();
        double[] all = draw((batched ? batch : 1) * values.length, () -> 0);
        Arrays.setAll(all, i -> values[i % values.length] * (1 + 0.05 * random.nextDouble()));
        Shape shape = batched ? new Shape(batch, values.length) : new Shape(values.length);
        NDArray array = manager.create(all, shape).duplicate();
        array.setRequiresGradient(true);
        return array;
    }

    private NDArray places(NDManager manager, int batch) {
        boolean batched = batch > 0 && random.nextBoolean();
        long[] places =
                random.ints(batched ? batch : 1, 0, compartments).asLongStream().toArray();
        return manager.create(places, batched ? new Shape(batch, 1) : new Shape(1));
    }
}
