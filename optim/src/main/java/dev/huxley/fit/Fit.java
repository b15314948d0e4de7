package dev.huxley.fit;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.Optimizer;
import dev.huxley.text.Brief;
import dev.huxley.transform.ParameterTransform;
import dev.huxley.transform.Transform;
import dev.huxley.tree.ArrayTree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Fits parameters by gradient descent. Each iteration maps the parameters from the real line into their bounds,
 * evaluates the loss and its gradient, and takes a step; the fit keeps the history and the best parameters so far.
 *
 * <pre>{@code
 * FitResult result = Fit.minimize(parameters -> Losses.meanSquare(simulation.run(parameters), recording))
 *         .bounds("HH_gNa", 0.05, 0.5)
 *         .optimizer(new Adam(0.05))
 *         .iterations(200)
 *         .run(cell.parameters(manager));
 * }</pre>
 *
 * <p>{@link Thread#interrupt} ends a fit within a fraction of a second, as a request to stop does: the result holds the
 * best parameters so far, and the thread's interrupt status is clear again. In the first iteration there is nothing to
 * return, and the fit throws a {@link java.util.concurrent.CancellationException}; the status then stays.
 */
public final class Fit {
    private final Objective objective;
    private final Map<String, Transform> transforms = new LinkedHashMap<>();
    private final Set<String> bounded = new HashSet<>();
    private Optimizer optimizer = new Adam(0.05);
    private int iterations = 200;
    private double targetLoss = Double.NEGATIVE_INFINITY;
    private int patience = Integer.MAX_VALUE;
    private double smallestImprovement;
    private BooleanSupplier stopRequested = () -> false;
    private Consumer<Progress> listener = progress -> {};
    private int starts = 1;
    private long seed;

    private Fit(Objective objective) {
        this.objective = objective;
    }

    /** A fit that minimizes this loss. */
    public static Fit minimize(Objective objective) {
        return new Fit(objective);
    }

    /** Keeps a parameter between two bounds, by a sigmoid. Parameters without bounds may take any value. */
    public Fit bounds(String path, double lower, double upper) {
        return bounded(path, Transform.sigmoid(lower, upper));
    }

    /**
     * Keeps a parameter between two positive bounds, by a sigmoid of its logarithm: for quantities whose order of
     * magnitude is unknown, such as conductances.
     */
    public Fit logarithmicBounds(String path, double lower, double upper) {
        return bounded(path, Transform.logarithmicSigmoid(lower, upper));
    }

    /** Maps a parameter from the real line by a custom transform. */
    public Fit transform(String path, Transform transform) {
        transforms.put(path, transform);
        bounded.remove(path);
        return this;
    }

    /** Sets the optimizer, which steps on the real line; Adam with a learning rate of 0.05 unless set. */
    public Fit optimizer(Optimizer rule) {
        optimizer = rule;
        return this;
    }

    /** Sets the largest number of iterations; 200 unless set. */
    public Fit iterations(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a fit needs at least one iteration, not " + count);
        }
        iterations = count;
        return this;
    }

    /** Stops when the loss is at or below this value. */
    public Fit targetLoss(double loss) {
        targetLoss = loss;
        return this;
    }

    /** Stops when the best loss has not fallen by this fraction of its value within {@code count} iterations. */
    public Fit patience(int count, double fraction) {
        if (count < 1 || !(fraction >= 0)) {
            throw new IllegalArgumentException(
                    "patience needs a positive count and a fraction of at least 0, not " + count + " and " + fraction);
        }
        patience = count;
        smallestImprovement = fraction;
        return this;
    }

    /** Stops before the next iteration once this returns true; the result holds the best parameters so far. */
    public Fit stopWhen(BooleanSupplier requested) {
        stopRequested = requested;
        return this;
    }

    /** Reports every iteration to the consumer. */
    public Fit onIteration(Consumer<Progress> consumer) {
        listener = consumer;
        return this;
    }

    /**
     * Descends from several starts at once: from the given values, and from random ones between the bounds (uniform on
     * the scale of the bounds; parameters without bounds begin as given). The objective then gets all of them as a
     * batch, so they cost little more than one. Every start takes the steps that it would take alone, even with an
     * optimizer that depends on the norm of the gradient. A start whose simulation diverges does not end the others;
     * {@link FitResult#failed} lists such starts with the reasons.
     */
    public Fit starts(int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("a fit needs at least one start, not " + count);
        }
        starts = count;
        this.seed = seed;
        return this;
    }

    /**
     * Runs the fit.
     *
     * @param start the parameters to start from; not changed
     * @throws IllegalArgumentException if bounds name an unknown path, or a start value is not strictly within its
     *     bounds
     * @throws java.util.concurrent.CancellationException if the thread is interrupted in the first iteration
     */
    public FitResult run(ArrayTree start) {
        return run(start, progress -> {});
    }

    /** Runs the fit as {@link #run(ArrayTree)} does, and reports every iteration to one more consumer. */
    public FitResult run(ArrayTree start, Consumer<Progress> another) {
        if (start.size() == 0) {
            throw new IllegalArgumentException("there is nothing to fit: make at least one parameter trainable");
        }
        try (NDManager manager = start.flatten().get(0).getManager().newSubManager()) {
            return FitLoop.from(this, manager, start).run(another);
        }
    }

    /**
     * Runs the fit from several given starts at once, as a batch; {@link #starts} describes the arrays that the
     * objective gets.
     *
     * @param starts the parameters to start from, one array per path of the shape (starts, values); not changed
     * @throws IllegalArgumentException if the arrays do not have the same number of rows, random starts were asked for
     *     too, bounds name an unknown path, or a value is not strictly within its bounds
     */
    public FitResult runEach(ArrayTree starts) {
        if (starts.size() == 0) {
            throw new IllegalArgumentException("there is nothing to fit: make at least one parameter trainable");
        }
        if (this.starts != 1) {
            throw new IllegalArgumentException("this fit draws " + this.starts
                    + " starts of its own (starts(...)); leave that out to run it from given ones");
        }
        Shape first = starts.flatten().get(0).getShape();
        starts.forEach((path, array) -> {
            Shape shape = array.getShape();
            if (shape.dimension() != 2 || first.dimension() != 2 || shape.get(0) != first.get(0)) {
                throw new IllegalArgumentException("the starts of \"" + path + "\" have the shape " + shape
                        + " and those of \"" + starts.paths().get(0) + "\" " + first
                        + "; give every parameter an array of the shape (starts, values), with one number of starts");
            }
        });
        int rows = Math.toIntExact(first.get(0));
        try (NDManager manager = starts.flatten().get(0).getManager().newSubManager()) {
            return FitLoop.fromEach(this, manager, starts, rows).run(progress -> {});
        }
    }

    private Fit bounded(String path, Transform transform) {
        transforms.put(path, transform);
        bounded.add(path);
        return this;
    }

    Objective objective() {
        return objective;
    }

    ParameterTransform transform() {
        return ParameterTransform.of(transforms);
    }

    /** Tells whether the parameter has bounds, between which random starts may be drawn. */
    boolean isBounded(String path) {
        return bounded.contains(path);
    }

    Optimizer optimizer() {
        return optimizer;
    }

    int iterations() {
        return iterations;
    }

    int starts() {
        return starts;
    }

    /** The seed of the starts after the first one; a repeated run draws the same ones. */
    long seed() {
        return seed;
    }

    boolean isStopRequested() {
        return stopRequested.getAsBoolean();
    }

    Consumer<Progress> listener() {
        return listener;
    }

    boolean isGoodEnough(double loss) {
        return loss <= targetLoss;
    }

    /** Tells whether the best loss has fallen far enough below the last milestone to restart the count of patience. */
    boolean isImprovement(double milestone, double bestLoss) {
        return milestone - bestLoss > smallestImprovement * Math.abs(milestone);
    }

    boolean isPatienceOver(int iterationsWithoutImprovement) {
        return iterationsWithoutImprovement >= patience;
    }

    @Override
    public String toString() {
        return "Fit[" + iterations + " iterations, " + Brief.count(starts, "start") + "]";
    }
}
