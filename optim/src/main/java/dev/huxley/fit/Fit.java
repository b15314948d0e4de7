package dev.huxley.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.fit.FitResult.Stop;
import dev.huxley.optimiser.Adam;
import dev.huxley.optimiser.Descent;
import dev.huxley.optimiser.NonFiniteException;
import dev.huxley.optimiser.Optimiser;
import dev.huxley.simulate.Tape;
import dev.huxley.transform.ParameterTransform;
import dev.huxley.transform.Transform;
import dev.huxley.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Fits parameters by gradient descent: transforms them from the real line into their bounds, evaluates the loss, pulls
 * its gradient back, steps; keeps the history and the best parameters so far.
 *
 * <pre>{@code
 * FitResult result = Fit.minimise(parameters -> Losses.meanSquare(simulation.run(parameters), recording))
 *         .bounds("HH_gNa", 0.05, 0.5)
 *         .optimiser(new Adam(0.05))
 *         .iterations(200)
 *         .run(cell.parameters(manager));
 * }</pre>
 */
public final class Fit {
    private final Objective objective;
    private final Map<String, Transform> transforms = new LinkedHashMap<>();
    private final Map<String, double[]> bounds = new LinkedHashMap<>();
    private Optimiser optimiser = new Adam(0.05);
    private int iterations = 200;
    private double targetLoss = Double.NEGATIVE_INFINITY;
    private int patience = Integer.MAX_VALUE;
    private double smallestImprovement;
    private BooleanSupplier stopRequested = () -> false;
    private Consumer<Progress> listener = progress -> {};
    private Random random;

    private Fit(Objective objective) {
        this.objective = objective;
    }

    /** A fit that makes this loss small. */
    public static Fit minimise(Objective objective) {
        return new Fit(objective);
    }

    /** Keeps a parameter between two bounds, by a sigmoid. Parameters without bounds may go anywhere. */
    public Fit bounds(String path, double lower, double upper) {
        transforms.put(path, Transform.sigmoid(lower, upper));
        bounds.put(path, new double[] {lower, upper});
        return this;
    }

    /** Maps a parameter from the real line by a transform of one's own. */
    public Fit transform(String path, Transform transform) {
        transforms.put(path, transform);
        bounds.remove(path);
        return this;
    }

    /** The rule of the steps on the real line; Adam with a learning rate of 0.05 unless set. */
    public Fit optimiser(Optimiser rule) {
        optimiser = rule;
        return this;
    }

    /** The largest number of iterations; 200 unless set. */
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

    /** Stops when the best loss has not fallen by this fraction of itself for {@code count} iterations. */
    public Fit patience(int count, double fraction) {
        if (count < 1 || !(fraction >= 0)) {
            throw new IllegalArgumentException(
                    "patience needs a positive count and a fraction of at least 0, not " + count + " and " + fraction);
        }
        patience = count;
        smallestImprovement = fraction;
        return this;
    }

    /** Stops before the next iteration when this says so; the result holds the best so far. */
    public Fit stopWhen(BooleanSupplier requested) {
        stopRequested = requested;
        return this;
    }

    /** Is told of every iteration. */
    public Fit onIteration(Consumer<Progress> consumer) {
        listener = consumer;
        return this;
    }

    /** Starts not from the given values but from random ones, uniform between the bounds, where there are bounds. */
    public Fit randomStart(long seed) {
        random = new Random(seed);
        return this;
    }

    /**
     * Runs the fit.
     *
     * @param start the parameters to start from; not changed
     * @throws IllegalArgumentException if bounds name a path that is not there, or a start value is not strictly within
     *     its bounds
     */
    public FitResult run(Tree start) {
        if (start.size() == 0) {
            throw new IllegalArgumentException("there is nothing to fit: make at least one parameter trainable");
        }
        try (NDManager manager = start.flatten().get(0).getManager().newSubManager()) {
            return new Loop(manager, start).run();
        }
    }

    /** One run of a fit. */
    private final class Loop {
        private final NDManager manager;
        private final ParameterTransform transform = ParameterTransform.of(transforms);
        private final Tree begin;
        private final List<Progress> history = new ArrayList<>();
        private final long started = System.nanoTime();
        private Map<String, double[]> best;
        private double bestLoss = Double.POSITIVE_INFINITY;
        private int bestIteration;
        private double milestone = Double.POSITIVE_INFINITY;
        private int milestoneIteration;

        Loop(NDManager manager, Tree start) {
            this.manager = manager;
            begin = random == null ? start : start.mapWithPath((path, array) -> randomised(path, array, manager));
        }

        FitResult run() {
            Tree unconstrained = transform.inverse(begin).map(array -> {
                NDArray own = array.stopGradient().duplicate();
                own.attach(manager);
                own.setRequiresGradient(true);
                return own;
            });
            Stop stop;
            try (Descent descent = Descent.start(manager, optimiser, unconstrained)) {
                stop = descend(descent);
            }
            double startLoss = history.isEmpty() ? Double.NaN : history.get(0).loss();
            return new FitResult(
                    numbers(begin),
                    best == null ? numbers(begin) : best,
                    startLoss,
                    bestLoss,
                    bestIteration,
                    new History(history),
                    stop,
                    seconds());
        }

        private Stop descend(Descent descent) {
            for (int iteration = 0; iteration < iterations; iteration++) {
                if (stopRequested.getAsBoolean()) {
                    return Stop.REQUESTED;
                }
                try (NDManager scratch = manager.newSubManager()) {
                    Stop stop = iterate(descent, iteration, scratch);
                    if (stop != null) {
                        return stop;
                    }
                } catch (NonFiniteException e) {
                    return Stop.NOT_FINITE;
                }
            }
            return Stop.ITERATIONS;
        }

        /** One evaluation and one step; returns why to stop, or null. */
        private Stop iterate(Descent descent, int iteration, NDManager scratch) {
            double loss;
            Tree gradients;
            Map<String, double[]> values;
            Tree leaves = descent.parameters().map(array -> {
                NDArray leaf = array.duplicate();
                leaf.attach(scratch);
                leaf.setRequiresGradient(true);
                return leaf;
            });
            try (Tape tape = Tape.open()) {
                Tree parameters = transform.forward(leaves);
                NDArray value = objective.loss(parameters);
                if (value.getShape().size() != 1) {
                    throw new IllegalArgumentException(
                            "the loss has the shape " + value.getShape() + "; a fit needs one number");
                }
                loss = value.toDoubleArray()[0];
                values = numbers(parameters);
                gradients = tape.gradients(value, leaves);
            }
            boolean improved = loss < bestLoss;
            if (improved) {
                bestLoss = loss;
                best = values;
                bestIteration = iteration;
            }
            Progress progress = new Progress(iteration, iterations, loss, norm(gradients), bestLoss, seconds());
            history.add(progress);
            listener.accept(progress);
            if (loss <= targetLoss) {
                return Stop.TARGET;
            }
            if (!(bestLoss >= milestone * (1 - smallestImprovement)) || iteration == 0) {
                milestone = bestLoss;
                milestoneIteration = iteration;
            } else if (iteration - milestoneIteration >= patience) {
                return Stop.NO_IMPROVEMENT;
            }
            descent.step(gradients, loss);
            return null;
        }

        private NDArray randomised(String path, NDArray array, NDManager owner) {
            double[] range = bounds.get(path);
            if (range == null) {
                return array;
            }
            double[] values = new double[Math.toIntExact(array.getShape().size())];
            for (int i = 0; i < values.length; i++) {
                // Not at the very ends, where the transform is flat.
                values[i] = range[0] + (range[1] - range[0]) * (0.02 + 0.96 * random.nextDouble());
            }
            return owner.create(values, array.getShape());
        }

        private double seconds() {
            return (System.nanoTime() - started) / 1e9;
        }
    }

    private static Map<String, double[]> numbers(Tree tree) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        tree.forEach((path, array) -> numbers.put(path, array.toDoubleArray()));
        return numbers;
    }

    private static double norm(Tree gradients) {
        double[] sum = {0};
        gradients.forEach((path, array) -> {
            for (double g : array.toDoubleArray()) {
                sum[0] += g * g;
            }
        });
        return Math.sqrt(sum[0]);
    }
}
