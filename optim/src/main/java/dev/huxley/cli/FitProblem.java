package dev.huxley.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.loss.Losses;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A cell with an electrode, and the sweeps it is to reproduce: all sweeps run as one batch. Each begins at the voltage at
 * which the recording begins, with the gates at rest there.
 */
final class FitProblem implements AutoCloseable {
    private final Cell cell;
    private final FittingData data;
    private final Simulation simulation;
    private final NDManager manager;
    private final NDArray recorded;
    private final NDArray current;
    private final Map<String, NDArray> initialStates = new LinkedHashMap<>();

    FitProblem(NDManager parent, Cell cell, FittingData data, List<FreeParameter> free, String engine) {
        this.cell = cell;
        this.data = data;
        manager = parent.newSubManager();
        View electrode = ModelBuilder.electrode(cell);
        electrode.stimulate(Waveform.of(data.current()[0], data.timeStep()));
        electrode.record("v");
        simulation = Simulation.of(cell).dt(data.timeStep()).engine(engine).build();
        recorded = matrix(data.voltage()).reshape(data.sweeps(), 1, data.timePoints());
        current = matrix(data.current());
        for (FreeParameter parameter : free) {
            double own = average(cell.get(parameter.key()));
            cell.makeTrainable(parameter.key(), parameter.start(own));
        }
        setInitialStates();
    }

    /** The free parameters at their start values. */
    Tree parameters() {
        return cell.parameters(manager);
    }

    /** The mean-square difference (mV2) of model and recording over all sweeps and time points. */
    NDArray loss(Tree parameters) {
        NDArray simulated = run(parameters);
        return Losses.meanSquare(simulated, recorded);
    }

    /** The voltage of the model in every sweep. */
    double[][] traces(Map<String, double[]> parameters) {
        try (NDManager scratch = manager.newSubManager()) {
            Tree.Builder tree = Tree.builder();
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

    private NDArray run(Tree parameters) {
        Inputs inputs = Inputs.of(parameters).waveform(0, current);
        for (Map.Entry<String, NDArray> state : initialStates.entrySet()) {
            inputs = inputs.set(cell, state.getKey(), state.getValue());
        }
        return simulation.run(parameters.flatten().get(0).getManager(), inputs);
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
        // A duplicate owns its memory; what is created from Java arrays does not.
        try (NDArray borrowed = manager.create(flat, new Shape(rows.length, rows[0].length))) {
            return borrowed.duplicate();
        }
    }

    private static double average(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
