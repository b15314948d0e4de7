package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Selection;
import dev.huxley.model.TrainableParameter;
import dev.huxley.simulate.Inputs;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The inputs of one run of a random cell: values for some of everything that can be given, each with or without the
 * batch axis, most of them leaves that gradients are taken to.
 */
final class RandomInputs {
    private record Given(String name, NDArray array, Setter setter) {}

    private interface Setter {
        Inputs put(Inputs inputs, NDArray array);
    }

    private final RandomCell cell;
    private final NDManager manager;
    private final Random random;
    private final List<Given> given = new ArrayList<>();
    private final Map<String, NDArray> trained = new LinkedHashMap<>();
    private boolean isBatched;
    /** Of a batch something must have the axis. */
    private boolean mustBatch;

    RandomInputs(RandomCell cell, NDManager manager) {
        this.cell = cell;
        this.manager = manager;
        random = cell.random();
        train();
        protocol();
        set();
    }

    /** The arrays that gradients are taken to. */
    ArrayTree leaves() {
        ArrayTree leaves = ArrayTree.empty();
        for (Map.Entry<String, NDArray> one : trained.entrySet()) {
            if (one.getValue().hasGradient()) {
                leaves = leaves.with("parameters/" + one.getKey(), one.getValue());
            }
        }
        for (Given one : given) {
            if (one.array.hasGradient()) {
                leaves = leaves.with(one.name, one.array);
            }
        }
        return leaves;
    }

    /** All of it. */
    Inputs inputs() {
        return inputs(array -> array);
    }

    /** All of it, after a change of every array. */
    Inputs inputs(UnaryOperator<NDArray> change) {
        ArrayTree parameters = ArrayTree.empty();
        for (Map.Entry<String, NDArray> one : trained.entrySet()) {
            parameters = parameters.with(one.getKey(), change.apply(one.getValue()));
        }
        Inputs inputs = Inputs.of(parameters);
        for (Given one : given) {
            inputs = one.setter.put(inputs, change.apply(one.array));
        }
        return inputs;
    }

    private void train() {
        for (TrainableParameter trainable : cell.cell.trainables()) {
            if (random.nextInt(4) > 0) {
                trained.put(trainable.path(), leaf(trainable.values(), trainable.values().length));
            }
        }
    }

    private void set() {
        int count = given.size();
        for (String key : cell.settable()) {
            // Twice now and then: the later one holds.
            for (int i = random.nextInt(5); i > 2; i--) {
                set(key, random.nextInt(3) == 0);
            }
        }
        mustBatch = cell.batch > 0 && !isBatched;
        if (mustBatch || given.size() == count && trained.isEmpty()) {
            set("capacitance", false);
        }
    }

    private void set(String key, boolean isShared) {
        Selection where = random.nextBoolean() ? cell.cell : cell.cell.select(cell.some(cell.having(key)));
        double[] values = Arrays.stream(where.get(key))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double[] own = isShared ? new double[] {values[0]} : values;
        NDArray array = leaf(own, own.length);
        if (isShared && array.getShape().dimension() == 1 && random.nextBoolean()) {
            array = leaf(own);
        }
        add("set" + given.size() + "-" + key, array, (inputs, value) -> inputs.with(where, key, value));
    }

    private void protocol() {
        List<PlacedWaveform> stimuli = cell.cell.stimuli();
        for (int i = 0; i < stimuli.size(); i++) {
            int number = i;
            int lanes = stimuli.get(i).rows().length;
            if (random.nextInt(4) > 0) {
                add(
                        "waveform" + i,
                        wave(lanes, () -> 0.3 * random.nextGaussian()),
                        (inputs, value) -> inputs.waveform(number, value));
            }
            if (random.nextBoolean()) {
                int[] all = IntStream.range(0, cell.compartments()).toArray();
                NDArray places = places(lanes, lane -> all, false);
                add("places" + i, places, (inputs, value) -> inputs.stimulusPlaces(number, value));
            }
        }
        List<PlacedWaveform> clamps = cell.cell.clamps();
        for (int i = 0; i < clamps.size(); i++) {
            int number = i;
            int lanes = clamps.get(i).rows().length;
            String state = clamps.get(i).key();
            if (random.nextInt(4) > 0) {
                add("clamp" + i, wave(lanes, cell.levels(state)), (inputs, value) -> inputs.clampValues(number, value));
            }
            if (clamps.get(i).seriesResistance() > 0 && random.nextBoolean()) {
                boolean batched = drawBatch();
                double[] values = cell.draw(batched ? cell.batch : 1, () -> 0.2 + 5 * random.nextDouble());
                NDArray resistances = leaf(values, batched ? new Shape(cell.batch, 1) : new Shape(1));
                add("resistance" + i, resistances, (inputs, value) -> inputs.clampResistance(number, value));
            }
            if (random.nextBoolean()) {
                NDArray places = places(lanes, lane -> cell.having(state), true);
                add("clampPlaces" + i, places, (inputs, value) -> inputs.clampPlaces(number, value));
            }
        }
        if (random.nextBoolean()) {
            List<PlacedRecording> recordings = cell.cell.recordings();
            NDArray places = places(
                    recordings.size(),
                    lane -> cell.recordable(recordings.get(lane).state()),
                    false);
            add("recordingPlaces", places, Inputs::recordingPlaces);
        }
    }

    private void add(String name, NDArray array, Setter setter) {
        given.add(new Given(name, array, setter));
    }

    private boolean drawBatch() {
        boolean batched = cell.batch > 0 && (mustBatch || random.nextBoolean());
        isBatched |= batched;
        return batched;
    }

    /** These values a little changed. */
    private NDArray leaf(double[] values, long... shape) {
        boolean batched = shape.length > 0 && drawBatch();
        int rows = batched ? cell.batch : 1;
        double[] all = new double[rows * values.length];
        Arrays.setAll(all, i -> values[i % values.length] * (1 + 0.05 * random.nextDouble()));
        return leaf(all, batched ? new Shape(cell.batch).addAll(new Shape(shape)) : new Shape(shape));
    }

    private NDArray wave(int lanes, DoubleSupplier value) {
        boolean batched = drawBatch();
        int length = cell.steps + random.nextInt(3);
        Shape shape = lanes == 1 ? new Shape(length) : new Shape(lanes, length);
        double[] samples = cell.draw((batched ? cell.batch : 1) * lanes * length, value);
        return leaf(samples, batched ? new Shape(cell.batch).addAll(shape) : shape);
    }

    private NDArray leaf(double[] values, Shape shape) {
        NDArray array = manager.create(values, shape);
        array.setRequiresGradient(random.nextInt(5) > 0);
        return array;
    }

    private interface Choice {
        int[] of(int lane);
    }

    /**
     * @param distinct whether the lanes of a row must differ: two clamps of one state at one place are an error
     */
    private NDArray places(int lanes, Choice choice, boolean distinct) {
        boolean batched = drawBatch();
        int rows = batched ? cell.batch : 1;
        long[] places = new long[rows * lanes];
        for (int row = 0; row < rows; row++) {
            int[] used = new int[lanes];
            Arrays.fill(used, -1);
            for (int lane = 0; lane < lanes; lane++) {
                int[] free = Arrays.stream(choice.of(lane))
                        .filter(place -> !distinct || Arrays.stream(used).noneMatch(other -> other == place))
                        .toArray();
                used[lane] = cell.one(free);
                places[row * lanes + lane] = used[lane];
            }
        }
        return manager.create(places, batched ? new Shape(cell.batch, lanes) : new Shape(lanes));
    }
}
