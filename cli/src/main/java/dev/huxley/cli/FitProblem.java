package dev.huxley.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A cell with an electrode, and the sweeps it is to reproduce: all sweeps run as one batch. Each begins at the voltage at
 * which the recording begins, with the gates at rest there.
 */
final class FitProblem implements AutoCloseable {
    private final Cell cell;
    private final FittingData data;
    private final FitLoss loss;
    private final Simulation simulation;
    private final NDManager manager;
    private final NDArray recorded;
    private final NDArray current;
    private final Map<String, NDArray> initialStates = new LinkedHashMap<>();
    private final Map<NDArray, NDArray> repetitions = new IdentityHashMap<>();

    /**
     * @param progress is told the times (ms) that runs have reached
     */
    FitProblem(
            NDManager parent,
            Cell cell,
            FittingData data,
            List<FreeParameter> free,
            FitLoss loss,
            String engine,
            DoubleConsumer progress) {
        loss.check(data.timePoints());
        this.cell = cell;
        this.data = data;
        this.loss = loss;
        free.forEach(this::requireParameter);
        manager = parent.newSubManager();
        View electrode = ModelBuilder.electrode(cell);
        electrode.stimulate(Waveform.of(data.current()[0], data.timeStep()));
        electrode.record("v");
        simulation = Simulation.of(cell)
                .dt(data.timeStep())
                .engine(engine)
                .onProgress(progress)
                .build();
        recorded = matrix(data.voltage()).reshape(data.sweeps(), 1, data.timePoints());
        current = matrix(data.current());
        for (FreeParameter parameter : free) {
            double own = average(cell.get(parameter.key()));
            cell.makeTrainable(parameter.key(), parameter.start(own));
        }
        setInitialStates();
    }

    /** The free parameters at their start values. */
    ArrayTree parameters() {
        return cell.parameters(manager);
    }

    /**
     * The loss, a mean over all sweeps: one number, or one per start when the parameters have an axis of starts.
     */
    NDArray loss(ArrayTree parameters) {
        int starts = starts(parameters);
        NDArray each = loss.perRow(run(parameters), repeated(recorded, starts));
        return each.reshape(starts, data.sweeps()).mean(new int[] {1});
    }

    /** The voltage of the model in every sweep. */
    double[][] traces(Map<String, double[]> parameters) {
        try (NDManager scratch = manager.newSubManager()) {
            ArrayTree.Builder tree = ArrayTree.builder();
            parameters.forEach((path, values) -> tree.set(path, scratch.create(values)));
            double[] flat = run(tree.build()).toDoubleArray();
            double[][] traces = new double[data.sweeps()][data.timePoints()];
            for (int sweep = 0; sweep < traces.length; sweep++) {
                System.arraycopy(flat, sweep * data.timePoints(), traces[sweep], 0, data.timePoints());
            }
            return traces;
        }
    }

    @Override
    public void close() {
        simulation.close();
        manager.close();
    }

    /** Simulates all sweeps, for every start: (starts * sweeps, 1, time points). */
    private NDArray run(ArrayTree parameters) {
        int starts = starts(parameters);
        ArrayTree rows = starts == 1 ? parameters : parameters.map(this::onceForEverySweep);
        Inputs inputs = Inputs.of(rows).waveform(0, repeated(current, starts));
        for (Map.Entry<String, NDArray> state : initialStates.entrySet()) {
            inputs = inputs.with(cell, state.getKey(), repeated(state.getValue(), starts));
        }
        return simulation.run(parameters.flatten().get(0).getManager(), inputs);
    }

    private static int starts(ArrayTree parameters) {
        Shape shape = parameters.flatten().get(0).getShape();
        return shape.dimension() == 2 ? Math.toIntExact(shape.get(0)) : 1;
    }

    /** Row s of the parameters for the rows s * sweeps to (s + 1) * sweeps - 1 of the batch. */
    private NDArray onceForEverySweep(NDArray values) {
        long starts = values.getShape().get(0);
        long count = values.getShape().get(1);
        return values.expandDims(1)
                .broadcast(new Shape(starts, data.sweeps(), count))
                .reshape(starts * data.sweeps(), count);
    }

    /** All sweeps once for every start; arrays for the present number of starts are kept. */
    private NDArray repeated(NDArray sweeps, int starts) {
        if (starts == 1) {
            return sweeps;
        }
        NDArray kept = repetitions.get(sweeps);
        if (kept != null && kept.getShape().get(0) == starts * sweeps.getShape().get(0)) {
            return kept;
        }
        NDArray[] copies = new NDArray[starts];
        Arrays.fill(copies, sweeps);
        NDArray repeated = Concatenation.of(new NDList(copies), 0);
        repetitions.put(sweeps, repeated);
        return repeated;
    }

    /** The initial states come from the recording, so a free one would change nothing. */
    private void requireParameter(FreeParameter parameter) {
        if (cell.isState(parameter.key())) {
            throw new IllegalArgumentException("'" + parameter.key() + "' is a state and cannot be fitted: every sweep"
                    + " begins at its recorded voltage, with the gates at rest there; leave it out of --free");
        }
    }

    /** The steady states of every sweep as (sweeps, compartments that have the state). */
    private void setInitialStates() {
        Map<String, double[][]> states = new LinkedHashMap<>();
        for (int sweep = 0; sweep < data.sweeps(); sweep++) {
            cell.set("v", data.initialVoltage(sweep));
            SteadyState.apply(cell);
            for (String key : cell.nodes().names()) {
                if (cell.isState(key)) {
                    int[] rows = IntStream.range(0, cell.nodes().rows())
                            .filter(cell.nodes().get(key)::isPresent)
                            .toArray();
                    states.computeIfAbsent(key, k -> new double[data.sweeps()][])[sweep] =
                            cell.select(rows).get(key);
                }
            }
        }
        states.forEach((key, values) -> initialStates.put(key, matrix(values)));
    }

    private NDArray matrix(double[][] rows) {
        double[] flat = new double[Math.multiplyExact(rows.length, rows[0].length)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }

    private static double average(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
