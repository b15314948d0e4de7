package dev.huxley.fit.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.feature.DifferentiableFeatures;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.protocol.Waveform;
import dev.huxley.search.Evaluation;
import dev.huxley.search.Gradient;
import dev.huxley.search.GradientEvaluator;
import dev.huxley.search.SearchSpace;
import dev.huxley.search.SearchSpace.Axis;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Scores a cell by features of its sweeps, with exact gradients by its trainable parameters, for searches that use them.
 *
 * <p>Each sweep begins at its voltage, with the mechanisms at their steady states for the candidate. The residuals are
 * those of {@link FeatureTarget#residual} with {@link FeatureSettings#forFits}, times the root of the target's weight. The
 * score is the mean of their squares; beyond 10 they count linearly, {@code 10 (2 |z| - 10)}.
 *
 * <pre>{@code
 * cell.makeTrainable("HH_gNa");
 * SearchSpace space = SearchSpace.of(SearchSpace.logarithmic("HH_gNa", 0.01, 1)); // S/cm2
 * try (FeatureEvaluator evaluator = FeatureEvaluator.of(cell, cell.branch(0).comp(0), 0.05, space, sweeps)) {
 *     double[] best = Portfolio.of(space, evaluator).evaluations(10_000).build().run().bestPoint();
 * }
 * }</pre>
 *
 * <p>It works on a copy of the cell: stimuli and recordings of the cell are left out, clamps stay.
 */
public final class FeatureEvaluator implements GradientEvaluator, AutoCloseable {
    /** A gradient of features takes 1.5 to 2.6 times the processor time of an evaluation, more in large batches. */
    private static final double COST = 2.5;

    private final Cell cell;
    private final double timeStep;
    private final SearchSpace space;
    private final List<FeatureSweep> sweeps;
    private final int residuals;
    private final Simulation simulation;
    private final NDManager manager = HuxleyRuntime.newManager();

    /** The values of the trainable parameters in the cell, by path, in the order of the candidates' values. */
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    private FeatureEvaluator(
            Cell cell, int[] electrode, double timeStep, SearchSpace space, List<FeatureSweep> sweeps) {
        this.cell = cell.copy();
        this.timeStep = timeStep;
        this.space = space;
        this.sweeps = List.copyOf(sweeps);
        this.cell.deleteStimuli();
        this.cell.deleteRecordings();
        View place = this.cell.select(electrode);
        place.stimulate(Waveform.of(new double[1], timeStep));
        place.record("v");
        residuals = sweeps.stream().mapToInt(sweep -> sweep.targets().size()).sum();
        ArrayTree all = this.cell.parameters(manager);
        this.cell.trainables().forEach(parameter -> parameters.put(parameter.path(), all.get(parameter.path())));
        simulation = Simulation.of(this.cell)
                .dt(timeStep)
                .keepDivergedRows()
                .onWarning(text -> {})
                .build();
    }

    /**
     * An evaluator of a cell.
     *
     * @param electrode the compartment where the current is injected and the voltage recorded, a view of the cell
     * @param timeStep the time step, ms, that of the sweeps' currents
     * @param space an axis for every value of the cell's trainable parameters, in their order
     * @throws IllegalArgumentException if the electrode is not one compartment of the cell, there is no sweep, or the space
     *     has another number of axes
     */
    public static FeatureEvaluator of(
            Cell cell, View electrode, double timeStep, SearchSpace space, List<FeatureSweep> sweeps) {
        if (electrode.model() != cell || electrode.compartments().length != 1) {
            throw new IllegalArgumentException("the electrode " + electrode
                    + " is not one compartment of the cell; choose one with comp(i) of its views");
        }
        if (sweeps.isEmpty()) {
            throw new IllegalArgumentException("there are no sweeps; a score needs one with targets");
        }
        List<String> names = new ArrayList<>();
        cell.trainables()
                .forEach(parameter -> names.addAll(Collections.nCopies(parameter.values().length, parameter.path())));
        if (names.size() != space.size()) {
            throw new IllegalArgumentException("the search space has " + space.size() + " axes " + space.names()
                    + "; the cell has " + names.size() + " trainable values " + names);
        }
        return new FeatureEvaluator(cell, electrode.compartments(), timeStep, space, sweeps);
    }

    @Override
    public Evaluation[] evaluate(double[][] points) {
        double[][] rows = new double[points.length][residuals];
        forEachSweep(rows, (sweep, from) -> {
            try (NDManager scratch = manager.newSubManager()) {
                read(weighted(scratch, tree(scratch, points, false), sweep), rows, from);
            }
        });
        return evaluations(rows);
    }

    @Override
    public Gradient[] gradients(double[][] points) {
        double[][] rows = new double[points.length][residuals];
        double[][] slopes = new double[points.length][space.size()];
        forEachSweep(rows, (sweep, from) -> {
            try (NDManager scratch = manager.newSubManager();
                    Tape tape = Tape.open()) {
                ArrayTree leaves = tree(scratch, points, true);
                NDArray z = weighted(scratch, leaves, sweep);
                read(z, rows, from);
                addTo(slopes, tape.gradients(penalty(z).sum().div(residuals), leaves));
            }
        });
        Evaluation[] evaluations = evaluations(rows);
        Gradient[] gradients = new Gradient[points.length];
        for (int k = 0; k < points.length; k++) {
            gradients[k] = Gradient.of(evaluations[k], inTheCube(points[k], slopes[k]));
        }
        return gradients;
    }

    @Override
    public double cost() {
        return COST;
    }

    private void forEachSweep(double[][] rows, BiConsumer<FeatureSweep, Integer> action) {
        int from = 0;
        for (FeatureSweep sweep : rows.length == 0 ? List.<FeatureSweep>of() : sweeps) {
            action.accept(sweep, from);
            from += sweep.targets().size();
        }
    }

    /** The candidates' values as a batch: (candidates, values, ...) by path. */
    private ArrayTree tree(NDManager scratch, double[][] points, boolean withGradient) {
        double[][] values = Arrays.stream(points).map(space::physical).toArray(double[][]::new);
        ArrayTree.Builder tree = ArrayTree.builder();
        int before = 0;
        for (Map.Entry<String, NDArray> parameter : parameters.entrySet()) {
            Shape shape = parameter.getValue().getShape();
            int count = Math.toIntExact(shape.size());
            double[] flat = new double[points.length * count];
            for (int k = 0; k < points.length; k++) {
                System.arraycopy(values[k], before, flat, k * count, count);
            }
            NDArray array = scratch.create(flat, new Shape(points.length).addAll(shape));
            array.setRequiresGradient(withGradient);
            tree.set(parameter.getKey(), array);
            before += count;
        }
        return tree.build();
    }

    /** The residuals of a sweep, times the roots of the weights: (candidates, targets). */
    private NDArray weighted(NDManager scratch, ArrayTree candidates, FeatureSweep sweep) {
        double[] initial = {sweep.initialVoltage()};
        Inputs inputs = Inputs.of(candidates)
                .with(cell, "v", scratch.create(initial))
                .waveform(0, scratch.create(sweep.current()));
        NDArray traces = simulation.run(scratch, SteadyState.inputs(scratch, cell, inputs));
        NDArray z = DifferentiableFeatures.of(FeatureSettings.forFits(), timeStep)
                .stimulus(sweep.start(), sweep.end(), sweep.amplitude())
                .residuals(traces, sweep.targets())
                .reshape(-1, sweep.targets().size());
        return z.mul(scratch.create(sweep.targets().stream()
                .mapToDouble(target -> Math.sqrt(target.weight()))
                .toArray()));
    }

    /** {@code z^2}, beyond 10 its tangent there. */
    private static NDArray penalty(NDArray z) {
        NDArray size = z.abs();
        NDArray bounded = size.minimum(Score.LINEAR_FROM);
        return bounded.mul(size.mul(2).sub(bounded));
    }

    private static void read(NDArray z, double[][] rows, int from) {
        double[] all = z.toDoubleArray();
        int count = all.length / rows.length;
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(all, k * count, rows[k], from, count);
        }
    }

    private void addTo(double[][] slopes, ArrayTree gradients) {
        int before = 0;
        for (String path : parameters.keySet()) {
            double[] all = gradients.get(path).toDoubleArray();
            int count = all.length / slopes.length;
            for (int i = 0; i < all.length; i++) {
                slopes[i / count][before + i % count] += all[i];
            }
            before += count;
        }
    }

    /** The derivative by the coordinates of the unit cube. */
    private double[] inTheCube(double[] point, double[] slopes) {
        double[] values = space.physical(point);
        double[] scaled = new double[slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            Axis axis = space.axes().get(i);
            scaled[i] = slopes[i]
                    * (axis.logarithmic()
                            ? values[i] * Math.log(axis.upper() / axis.lower())
                            : axis.upper() - axis.lower());
        }
        return scaled;
    }

    private static Evaluation[] evaluations(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> new Evaluation(Score.of(row), row))
                .toArray(Evaluation[]::new);
    }

    /** Frees the compiled code. */
    @Override
    public void close() {
        simulation.close();
        manager.close();
    }

    @Override
    public String toString() {
        return Brief.of("FeatureEvaluator[" + Brief.count(sweeps.size(), "sweep") + ", "
                + Brief.count(residuals, "feature") + ", " + simulation + "]");
    }
}
