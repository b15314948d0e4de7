package dev.huxley.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.demo.LayerFivePyramidalCell.PublishedParameter;
import dev.huxley.fit.Fit;
import dev.huxley.loss.Losses;
import dev.huxley.loss.WindowStatistics;
import dev.huxley.loss.WindowStatistics.Window;
import dev.huxley.model.Cell;
import dev.huxley.optimizer.NormalizedGradient;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleConsumer;

/**
 * Jaxley's benchmark of a fit by gradient descent: the 20 parameters of the {@link LayerFivePyramidalCell} from random
 * starts. The observation is the cell's own voltage with the published parameters; ten steps bring the loss from
 * several units to about a half.
 *
 * <p>The loss compares mean and standard deviation of the voltage in samples 200 to 1999 and 2000 to 3799: their
 * absolute differences from the observation's, divided by 2, 1, 2 and 1 mV, averaged. So spikes may come anywhere in
 * their window. The parameters are mapped from the real line into their bounds by a sigmoid, and the optimizer is
 * {@link NormalizedGradient} with power 0.9 and factor {@code 0.1 sqrt(20)}.
 *
 * <pre>{@code
 * try (LayerFivePyramidalFit problem = new LayerFivePyramidalFit(cell, Engines.defaultName(), 2, time -> {})) {
 *     FitResult result = problem.fit().iterations(10).runEach(problem.starts(LayerFivePyramidalFit.randomStarts(4, 1)));
 * }
 * }</pre>
 */
public final class LayerFivePyramidalFit implements AutoCloseable {
    private static final WindowStatistics STATISTICS =
            WindowStatistics.in(new Window(200, 2000), new Window(2000, 3800));
    private static final double[] SCALES = {2, 1, 2, 1};

    /** Random starts keep this fraction of the range away from the bounds, where the sigmoid is flat. */
    private static final double MARGIN = 0.02;

    private final NDManager manager = HuxleyRuntime.newManager();
    private final Simulation simulation;
    private final double[] observation;
    private final NDArray observed;

    /**
     * Simulates the observation.
     *
     * @param cell the cell with the parameters to find; later changes of it have no effect
     * @param engine the name of an engine
     * @param threads the threads of a run; one start uses them for one cell, several for a cell each
     * @param progress takes the times (ms) that runs have reached
     * @throws IllegalArgumentException if there is no such engine
     */
    public LayerFivePyramidalFit(Cell cell, String engine, int threads, DoubleConsumer progress) {
        simulation = Simulation.of(cell)
                .dt(LayerFivePyramidalCell.TIME_STEP)
                .engine(engine)
                .threads(threads)
                .onProgress(progress)
                .build();
        NDArray trace = simulation.run(manager);
        observation = trace.toDoubleArray();
        observed = STATISTICS.of(trace);
    }

    /** Values drawn uniformly between the bounds, one row of 20 per start; equal seeds give equal values. */
    public static double[][] randomStarts(int count, long seed) {
        List<PublishedParameter> parameters = LayerFivePyramidalCell.parameters();
        Random random = new Random(seed);
        double[][] starts = new double[count][parameters.size()];
        for (double[] start : starts) {
            for (int i = 0; i < start.length; i++) {
                PublishedParameter parameter = parameters.get(i);
                double place = MARGIN + (1 - 2 * MARGIN) * random.nextDouble();
                start[i] = parameter.lower() + place * (parameter.upper() - parameter.lower());
            }
        }
        return starts;
    }

    /** The fit, whose iterations, listeners and so on can still be set. */
    public Fit fit() {
        List<PublishedParameter> parameters = LayerFivePyramidalCell.parameters();
        Fit fit = Fit.minimize(this::loss)
                .optimizer(new NormalizedGradient(0.9, 0.1 * Math.sqrt(parameters.size())))
                .iterations(10);
        parameters.forEach(parameter -> fit.bounds(parameter.path(), parameter.lower(), parameter.upper()));
        return fit;
    }

    /** Starts as {@link Fit#runEach} takes them, from rows of values in the order of the parameters. */
    public ArrayTree starts(double[]... rows) {
        List<PublishedParameter> parameters = LayerFivePyramidalCell.parameters();
        ArrayTree.Builder tree = ArrayTree.builder();
        for (int i = 0; i < parameters.size(); i++) {
            double[] column = new double[rows.length];
            for (int row = 0; row < rows.length; row++) {
                column[row] = rows[row][i];
            }
            tree.set(parameters.get(i).path(), manager.create(column, new Shape(rows.length, 1)));
        }
        return tree.build();
    }

    /**
     * The loss at parameters of shape (starts, 1), one number per start.
     *
     * @param parameters the 20 parameters by path
     */
    public NDArray loss(ArrayTree parameters) {
        return Losses.scaledAbsolutePerRow(STATISTICS.of(simulation.run(parameters)), observed, SCALES);
    }

    /** The voltage to match, mV. */
    public double[] observation() {
        return observation.clone();
    }

    /** The voltage with other parameters (mV), by path. */
    public double[] trace(Map<String, double[]> parameters) {
        try (NDManager scratch = manager.newSubManager()) {
            ArrayTree.Builder tree = ArrayTree.builder();
            parameters.forEach((path, values) -> tree.set(path, scratch.create(values)));
            return simulation.run(tree.build()).toDoubleArray();
        }
    }

    @Override
    public void close() {
        simulation.close();
        manager.close();
    }

    @Override
    public String toString() {
        return "LayerFivePyramidalFit[" + simulation + "]";
    }
}
