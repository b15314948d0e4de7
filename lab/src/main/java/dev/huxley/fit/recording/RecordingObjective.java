package dev.huxley.fit.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.fit.Objective;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The loss of a cell against the sweeps of a recording, as a differentiable function of the free parameters: all sweeps
 * run as one batch, each from the voltage at which its recording begins, with the gates at rest there, and each is
 * compared up to its own end. It works on a copy of the cell.
 *
 * <pre>{@code
 * try (RecordingObjective objective = fit.objective(manager)) {
 *     FitResult result = Fit.minimize(objective).bounds("HH_gNa", 0.01, 1).run(objective.parameters());
 * }
 * }</pre>
 */
public final class RecordingObjective implements Objective, AutoCloseable {
    /**
     * Neighbouring sweeps of the same length.
     *
     * @param first the first sweep
     * @param end the sweep behind the last
     * @param points the time points of each
     * @param recorded their voltage (mV), of shape (sweeps, 1, time points)
     */
    private record Stretch(int first, int end, int points, NDArray recorded) {}

    private final Cell cell;
    private final TargetSweeps target;
    private final TraceLoss loss;
    private final Simulation simulation;
    private final NDManager manager;
    private final List<Stretch> stretches = new ArrayList<>();
    private final NDArray current;
    private final Map<String, NDArray> initialStates = new LinkedHashMap<>();
    private final Map<NDArray, NDArray> repetitions = new IdentityHashMap<>();

    RecordingObjective(NDManager parent, RecordingFit fit, TargetSweeps target) {
        this.target = target;
        this.loss = fit.loss();
        cell = FreeCell.bare(fit.givenCell(), fit.free());
        View electrode = cell.select(fit.electrode());
        // Behind its end a sweep goes on with its last current, and nothing is compared.
        double[][] currents = Arrays.stream(target.current())
                .map(values -> continued(values, target.timePoints() - 1))
                .toArray(double[][]::new);
        electrode.stimulate(Waveform.of(currents[0], target.timeStep()));
        electrode.record("v");
        simulation = Simulation.of(cell)
                .dt(target.timeStep())
                .engine(fit.engine())
                .onProgress(fit.runListener())
                .build();
        manager = parent.newSubManager();
        current = matrix(currents);
        addStretches();
        setInitialStates();
    }

    /** The free parameters at the values from which the fit starts, by path, each of shape (values). */
    public ArrayTree parameters() {
        return cell.parameters(manager);
    }

    /**
     * The loss, a mean over all sweeps: one number, or one per start when the parameters have an axis of starts.
     *
     * @param parameters one array per path, (values) or (starts, values)
     */
    @Override
    public NDArray loss(ArrayTree parameters) {
        int starts = starts(parameters);
        NDArray traces = run(parameters);
        NDList losses = new NDList();
        for (Stretch stretch : stretches) {
            NDArray each = loss.perRow(part(traces, stretch, starts), repeated(stretch.recorded, starts));
            losses.add(each.reshape(starts, stretch.end - stretch.first));
        }
        return Concatenation.of(losses, 1).mean(new int[] {1});
    }

    /** The traces of a stretch, of shape (starts * sweeps, 1, time points). */
    private NDArray part(NDArray traces, Stretch stretch, int starts) {
        if (stretches.size() == 1) {
            return traces;
        }
        return traces.reshape(starts, target.sweeps(), target.timePoints())
                .get(new NDIndex(":, " + stretch.first + ":" + stretch.end + ", 0:" + stretch.points))
                .reshape((long) starts * (stretch.end - stretch.first), 1, stretch.points);
    }

    private void addStretches() {
        double[][] voltage = target.voltage();
        for (int first = 0; first < voltage.length; ) {
            int points = voltage[first].length;
            int end = first + 1;
            while (end < voltage.length && voltage[end].length == points) {
                end++;
            }
            NDArray recorded = matrix(Arrays.copyOfRange(voltage, first, end)).reshape(end - first, 1, points);
            stretches.add(new Stretch(first, end, points, recorded));
            first = end;
        }
    }

    private static double[] continued(double[] values, int length) {
        double[] longer = Arrays.copyOf(values, length);
        Arrays.fill(longer, values.length, length, values[values.length - 1]);
        return longer;
    }

    /**
     * The voltage of the model in mV, for each sweep one value per time point.
     *
     * @param parameters the values of every free parameter, by path
     */
    public double[][] traces(Map<String, double[]> parameters) {
        try (NDManager scratch = manager.newSubManager()) {
            ArrayTree.Builder tree = ArrayTree.builder();
            parameters.forEach((path, values) -> tree.set(path, scratch.create(values)));
            double[] flat = run(tree.build()).toDoubleArray();
            int points = target.timePoints();
            return IntStream.range(0, target.sweeps())
                    .mapToObj(sweep ->
                            Arrays.copyOfRange(flat, sweep * points, sweep * points + target.timePoints(sweep)))
                    .toArray(double[][]::new);
        }
    }

    @Override
    public void close() {
        simulation.close();
        manager.close();
    }

    /** Simulates all sweeps for every start; returns an array of shape (starts * sweeps, 1, time points). */
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

    /** Repeats row s of the parameters for the rows s * sweeps to (s + 1) * sweeps - 1 of the batch. */
    private NDArray onceForEverySweep(NDArray values) {
        long starts = values.getShape().get(0);
        long count = values.getShape().get(1);
        return values.expandDims(1)
                .broadcast(new Shape(starts, target.sweeps(), count))
                .reshape(starts * target.sweeps(), count);
    }

    /** Repeats all sweeps for every start; the arrays for the present number of starts are kept. */
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

    /**
     * Sets the initial states to the steady states of every sweep, of shape (sweeps, compartments that have the state).
     */
    private void setInitialStates() {
        Map<String, double[][]> states = new LinkedHashMap<>();
        for (int sweep = 0; sweep < target.sweeps(); sweep++) {
            cell.set("v", target.initialVoltage(sweep));
            SteadyState.apply(cell);
            for (String key : cell.nodes().names()) {
                if (cell.isState(key)) {
                    int[] rows = IntStream.range(0, cell.nodes().rows())
                            .filter(cell.nodes().get(key)::isPresent)
                            .toArray();
                    states.computeIfAbsent(key, k -> new double[target.sweeps()][])[sweep] =
                            cell.select(rows).get(key);
                }
            }
        }
        states.forEach((key, values) -> initialStates.put(key, matrix(values)));
    }

    private NDArray matrix(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return manager.create(flat, new Shape(rows.length, rows[0].length));
    }

    @Override
    public String toString() {
        return "RecordingObjective[" + target + ", " + cell + "]";
    }
}
