package dev.huxley.engine.llvm;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Selection;
import dev.huxley.model.Sharing;
import dev.huxley.model.Structure;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * A cell drawn at random: tree, geometry, mechanisms in some of the compartments, stimuli, clamps, recordings and
 * trainable parameters. What one run of it is given instead is drawn by {@link RandomInputs}.
 */
final class RandomCell {
    static final double DT = 0.05;

    private static final int[] BATCHES = {0, 0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 33, 64, 65, 100};
    private static final int[] STEPS = {1, 1, 2, 3, 7, 15, 16, 17, 20, 31, 32, 33, 50};
    /** The torch engine takes a second for these. */
    private static final int LARGEST = 60_000;

    private static final String ION = "calcium";

    final long seed;
    final Cell cell;
    final int batch;
    final int steps;
    /** The integrator with which the cell is simulated. */
    Integrator integrator = Integrators.backwardEuler();

    private final Random random;

    private RandomCell(long seed, Random random, Cell cell, int batch, int steps) {
        this.seed = seed;
        this.random = random;
        this.cell = cell;
        this.batch = batch;
        this.steps = steps;
        setGeometry();
        insertMechanisms();
        if (settable().contains(ION) && random.nextInt(3) == 0) {
            cell.diffuse(ION);
            cell.set(NeuronModel.diffusionKey(ION), 0.2 + random.nextDouble());
        }
        integrator = drawIntegrator();
        int stimuli = random.nextInt(4);
        for (int i = 0; i < stimuli; i++) {
            stimulate();
        }
        for (int i = random.nextInt(4); i > 1; i--) {
            clamp();
        }
        record();
        train();
    }

    /**
     * A cell of these numbers of compartments per branch; the parents are drawn.
     *
     * @param batch the rows of a run, 0 for no batch
     */
    static RandomCell of(long seed, int batch, int steps, int... branches) {
        // Neighboring seeds of Random begin with nearly the same numbers.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Compartment compartment = new Compartment();
        compartment.set("axial_resistivity", 150);
        List<Branch> list = new ArrayList<>();
        int[] parents = new int[branches.length];
        for (int i = 0; i < branches.length; i++) {
            list.add(new Branch(compartment, branches[i]));
            parents[i] = i == 0 ? -1 : random.nextInt(i);
        }
        return new RandomCell(seed, random, new Cell(list, parents), batch, steps);
    }

    /** A cell whose size, batch and number of steps are drawn too. */
    static RandomCell of(long seed) {
        Random random = new Random(~seed * 0x9E3779B97F4A7C15L);
        int[] branches =
                switch (random.nextInt(4)) {
                    case 0 -> new int[] {1};
                    case 1 -> new int[] {1 + random.nextInt(70)};
                    default -> IntStream.range(0, 2 + random.nextInt(10))
                            .map(i -> 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3))
                            .toArray();
                };
        int batch = BATCHES[random.nextInt(BATCHES.length)];
        int steps = STEPS[random.nextInt(STEPS.length)];
        int size = Arrays.stream(branches).sum() * Math.max(1, batch);
        return of(seed, batch, Math.max(1, Math.min(steps, LARGEST / size)), branches);
    }

    /** Describes the cell that was drawn, in words. */
    @Override
    public String toString() {
        Structure structure = cell.structure();
        StringBuilder text = new StringBuilder("seed " + seed + ": " + structure.branches() + " branches, "
                + structure.compartments() + " compartments, batch " + batch + ", " + steps + " steps");
        cell.channels().forEach(channel -> text.append("; ")
                .append(channel.name())
                .append(" in ")
                .append(Arrays.toString(cell.mechanism(channel.name()).compartments())));
        for (PlacedWaveform stimulus : cell.stimuli()) {
            text.append("; stimulus in ").append(Arrays.toString(stimulus.rows()));
        }
        for (PlacedWaveform clamp : cell.clamps()) {
            text.append("; ").append(clamp.key()).append(" clamped in ").append(Arrays.toString(clamp.rows()));
        }
        return text.append("; recorded ").append(cell.recordings()).toString();
    }

    // ---- what the inputs need to know ----

    Random random() {
        return random;
    }

    int compartments() {
        return cell.structure().compartments();
    }

    /** Quantities that can be set. */
    List<String> settable() {
        List<String> keys = new ArrayList<>(List.of("v", "radius", "length", "capacitance", "axial_resistivity"));
        if (cell.diffusingStates().contains(ION)) {
            keys.add(NeuronModel.diffusionKey(ION));
        }
        for (MembraneMechanism channel : mechanisms()) {
            channel.parameters().forEach(parameter -> keys.add(parameter.key()));
            channel.states().forEach(state -> keys.add(state.key()));
        }
        return keys.stream().distinct().toList();
    }

    /** The compartments that have a quantity. */
    int[] having(String key) {
        double[] values = cell.get(key);
        return IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
    }

    /** The compartments where a state or current can be recorded: currents that flow nowhere are zero. */
    int[] recordable(String key) {
        return key.startsWith("i_") ? IntStream.range(0, compartments()).toArray() : having(key);
    }

    /** Some of these, in order, at least one. */
    int[] some(int[] rows) {
        return switch (random.nextInt(4)) {
            case 0 -> rows;
            case 1 -> new int[] {one(rows)};
            case 2 -> {
                int[] kept =
                        Arrays.stream(rows).filter(row -> random.nextBoolean()).toArray();
                yield kept.length == 0 ? new int[] {one(rows)} : kept;
            }
            default -> {
                int without = one(rows);
                int[] rest = Arrays.stream(rows).filter(row -> row != without).toArray();
                yield rest.length == 0 ? rows : rest;
            }
        };
    }

    int one(int[] rows) {
        return rows[random.nextInt(rows.length)];
    }

    double[] draw(int count, DoubleSupplier value) {
        return IntStream.range(0, count).mapToDouble(i -> value.getAsDouble()).toArray();
    }

    /** Values to clamp a state at. */
    DoubleSupplier levels(String state) {
        return state.equals("v") ? () -> -60 + 3 * random.nextGaussian() : () -> 0.1 + 0.4 * random.nextDouble();
    }

    // ---- drawing ----

    private void setGeometry() {
        for (String key : List.of("radius", "length", "v", "capacitance", "axial_resistivity")) {
            double low = Math.abs(cell.get(key)[0]) / 2;
            int sign = key.equals("v") ? -1 : 1;
            double spread = key.equals("v") ? 0.7 * low : 3 * low;
            double base = key.equals("v") ? 1.5 * low : low;
            cell.set(key, draw(compartments(), () -> sign * (base + spread * random.nextDouble())));
        }
    }

    /** Backward Euler half of the time; forward Euler is stable in single compartments only. */
    private Integrator drawIntegrator() {
        return switch (random.nextInt(6)) {
            case 0 -> Integrators.crankNicolson();
            case 1 -> Integrators.exponentialEuler();
            case 2 -> compartments() == 1 ? Integrators.forwardEuler() : Integrators.crankNicolson();
            default -> Integrators.backwardEuler();
        };
    }

    private List<MembraneMechanism> mechanisms() {
        List<MembraneMechanism> all = new ArrayList<>(cell.channels());
        all.addAll(cell.pumps());
        return all;
    }

    private void insertMechanisms() {
        List<MembraneMechanism> channels = new ArrayList<>();
        int kind = random.nextInt(16);
        if (kind == 0) {
            return;
        }
        if (kind % 4 != 1) {
            channels.add(new HH());
            channels.add(new Leak());
        }
        if (kind % 4 != 2) {
            int count = 1 + random.nextInt(5);
            IntStream.range(0, count).forEach(i -> channels.add(new RandomChannels.Numbered(i)));
        }
        if (kind % 4 != 3) {
            channels.add(new RandomChannels.CalciumPool());
            channels.add(new RandomChannels.FastCalcium());
            channels.add(new RandomChannels.CalciumGated());
            channels.add(new RandomChannels.SlowCalcium());
            channels.add(new RandomChannels.CalciumBuffer());
            channels.add(new RandomChannels.CalciumPump());
            channels.add(new RandomChannels.SaturatingPump());
        }
        if (kind % 3 == 0) {
            channels.add(new RandomChannels.Reset());
            channels.add(new RandomChannels.Instantaneous());
            channels.add(new RandomChannels.Constant());
        }
        Collections.shuffle(channels, random);
        int[] all = IntStream.range(0, compartments()).toArray();
        for (MembraneMechanism channel : channels) {
            if (random.nextInt(4) > 0) {
                cell.select(some(all)).insert(channel);
            }
        }
        if ((has("CalciumPool") || has("CalciumPump")) && !has("FastCalcium") && !has("SlowCalcium")) {
            cell.select(one(all)).insert(new RandomChannels.SlowCalcium());
        }
        if (has("HH") && random.nextBoolean()) {
            cell.select(some(all)).insert(new RandomChannels.Adapting());
        }
    }

    private boolean has(String name) {
        return mechanisms().stream().anyMatch(channel -> channel.name().equals(name));
    }

    /** One compartment or several; often where something is stimulated already. */
    private void stimulate() {
        int[] rows = IntStream.range(0, 1 + random.nextInt(3))
                .map(i -> random.nextInt(compartments()))
                .distinct()
                .toArray();
        if (!cell.stimuli().isEmpty() && random.nextInt(3) == 0) {
            rows = cell.stimuli().get(0).rows();
        }
        cell.select(rows).stimulate(wave(rows.length, () -> 0.4 * random.nextDouble()));
    }

    private void clamp() {
        List<String> states = settable().stream().filter(cell::isState).toList();
        String state = random.nextInt(3) == 0 ? "v" : states.get(random.nextInt(states.size()));
        if (cell.clamps().stream().anyMatch(clamp -> clamp.key().equals(state))) {
            return;
        }
        int[] rows = some(having(state));
        int[] few = Arrays.copyOf(rows, Math.min(rows.length, 1 + random.nextInt(3)));
        double resistance = state.equals("v") && random.nextBoolean() ? 0.1 + 10 * random.nextDouble() : 0;
        cell.select(few).clamp(state, withGaps(wave(few.length, levels(state))), resistance);
        if (random.nextBoolean()) {
            cell.select(random.nextInt(compartments())).record("i_clamp");
        }
    }

    /** A clamp that holds nothing at some of the times. */
    private Waveform withGaps(Waveform whole) {
        if (random.nextInt(3) > 0) {
            return whole;
        }
        double[][] lanes = new double[whole.lanes()][];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = whole.samples(lane);
            int begin = random.nextInt(lanes[lane].length);
            Arrays.fill(lanes[lane], begin, begin + random.nextInt(lanes[lane].length - begin + 1), Double.NaN);
        }
        return Waveform.of(lanes, whole.timeStep());
    }

    private void record() {
        cell.select(random.nextInt(compartments())).record("v");
        List<String> keys =
                new ArrayList<>(settable().stream().filter(cell::isState).toList());
        mechanisms().forEach(channel -> keys.add(channel.currentName()));
        for (int i = random.nextInt(6); i > 0; i--) {
            String key = keys.get(random.nextInt(keys.size()));
            int[] rows = key.startsWith("i_")
                    ? mechanisms().stream()
                            .filter(channel -> channel.currentName().equals(key))
                            .flatMapToInt(channel ->
                                    Arrays.stream(cell.mechanism(channel.name()).compartments()))
                            .distinct()
                            .toArray()
                    : having(key);
            cell.select(one(rows)).record(key);
        }
    }

    private void train() {
        for (String key : settable()) {
            if (random.nextInt(3) == 0) {
                Selection where = cell.select(some(having(key)));
                Sharing[] levels = Sharing.values();
                where.makeTrainable(key, levels[random.nextInt(levels.length)]);
            }
        }
    }

    /** As long as the run or longer. */
    Waveform wave(int rows, DoubleSupplier value) {
        int length = steps + random.nextInt(3);
        double[][] samples = new double[random.nextBoolean() ? 1 : rows][];
        Arrays.setAll(samples, lane -> draw(length, value));
        return Waveform.of(samples, DT);
    }
}
