package dev.huxley.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.fit.FitResult.Stop;
import dev.huxley.optimizer.Descent;
import dev.huxley.simulate.DivergenceException;
import dev.huxley.transform.ParameterTransform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * One run of a fit. With several starts every array has a leading axis of starts; a start whose loss or gradient is not
 * finite rests from then on (its gradient is zero), and the others go on.
 */
final class FitLoop {
    private final Fit fit;
    private final NDManager manager;
    private final ParameterTransform transform;
    private final ArrayTree unconstrained;
    private final ArrayTree begin;
    private final int starts;
    private final History history = new History();
    private final long started = System.nanoTime();
    private final boolean[] resting;
    private final List<FailedStart> failed = new ArrayList<>();
    private final Random random;
    private Map<String, double[]> best;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestStart;
    private int bestIteration;
    private double milestone = Double.POSITIVE_INFINITY;
    private int milestoneIteration;
    private Consumer<Progress> listener;

    private FitLoop(Fit fit, NDManager manager, ArrayTree given, int starts, boolean areGiven) {
        this.fit = fit;
        this.manager = manager;
        this.starts = starts;
        transform = fit.transform();
        resting = new boolean[starts];
        random = new Random(fit.seed());
        // The user's arrays would own what is computed from them, so a copy comes first.
        ArrayTree first = transform.inverse(given.mapWithPath(this::copy));
        unconstrained = starts == 1 || areGiven ? first : first.mapWithPath(this::severalStarts);
        begin = transform.forward(unconstrained);
    }

    /** A loop from one given start and the fit's number of random ones. */
    static FitLoop from(Fit fit, NDManager manager, ArrayTree start) {
        return new FitLoop(fit, manager, start, fit.starts(), false);
    }

    /** A loop whose starts are the rows of the given arrays. */
    static FitLoop fromEach(Fit fit, NDManager manager, ArrayTree rows, int starts) {
        return new FitLoop(fit, manager, rows, starts, true);
    }

    /** @param another gets every iteration, besides the listener of the fit */
    FitResult run(Consumer<Progress> another) {
        listener = fit.listener().andThen(another);
        Stop stop;
        ArrayTree leaves = unconstrained.map(array -> leaf(array.stopGradient(), manager));
        try (Descent descent = Descent.start(manager, fit.optimizer(), leaves)) {
            stop = descend(descent);
        }
        // An interruption has done its work, also one that came in the last iteration.
        Thread.interrupted();
        Map<String, double[]> first = row(begin, bestStart);
        double startLoss = history.size() == 0 ? Double.NaN : history.losses(bestStart)[0];
        return new FitResult(
                first,
                best == null ? first : best,
                startLoss,
                bestLoss,
                bestStart,
                bestIteration,
                history,
                stop,
                seconds(),
                failed);
    }

    private Stop descend(Descent descent) {
        for (int iteration = 0; iteration < fit.iterations(); iteration++) {
            if (fit.isStopRequested() || iteration > 0 && Thread.interrupted()) {
                return Stop.REQUESTED;
            }
            try (NDManager scratch = manager.newSubManager()) {
                Stop stop = iterate(descent, iteration, scratch);
                if (stop != null) {
                    return stop;
                }
            } catch (CancellationException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                if (iteration == 0) {
                    CancellationException early = new CancellationException(
                            "the fit was interrupted in its first iteration, so there is nothing that it could return");
                    early.initCause(e);
                    throw early;
                }
                return Stop.REQUESTED;
            }
        }
        return Stop.ITERATIONS;
    }

    /** Evaluates the loss and takes one step; returns the condition that ends the fit, or null. */
    private Stop iterate(Descent descent, int iteration, NDManager scratch) {
        ArrayTree leaves = descent.parameters().map(array -> leaf(array, scratch));
        ArrayTree parameters;
        ArrayTree gradients;
        double[] losses;
        try (Tape tape = Tape.open().keepDivergedRows()) {
            parameters = transform.forward(leaves);
            NDArray loss = fit.objective().loss(parameters);
            if (loss.getShape().size() != starts) {
                throw new IllegalArgumentException("the loss has the shape " + loss.getShape() + "; a fit from "
                        + starts + (starts == 1 ? " start needs one number" : " starts needs one number per start"));
            }
            losses = loss.toDoubleArray();
            gradients = tape.gradients(loss, leaves);
        }
        double[] norms = norms(gradients);
        ArrayTree finite = rest(gradients, losses, norms, iteration, parameters);
        history.add(losses, norms);
        note(iteration, losses, parameters);
        int leading = smallest(losses);
        listener.accept(
                new Progress(iteration, fit.iterations(), losses[leading], norms[leading], bestLoss, seconds()));
        if (allResting()) {
            return Stop.NOT_FINITE;
        }
        if (fit.isGoodEnough(bestLoss)) {
            return Stop.TARGET;
        }
        if (fit.isImprovement(milestone, bestLoss) || iteration == 0) {
            milestone = bestLoss;
            milestoneIteration = iteration;
        } else if (fit.isPatienceOver(iteration - milestoneIteration)) {
            return Stop.NO_IMPROVEMENT;
        }
        step(descent, finite, losses);
        return null;
    }

    private void step(Descent descent, ArrayTree gradients, double[] losses) {
        if (starts == 1) {
            descent.step(gradients, losses[0]);
            return;
        }
        // What rests has no gradient, and a loss that is not a number would stop the others.
        descent.stepEach(
                gradients,
                Arrays.stream(losses)
                        .map(loss -> Double.isFinite(loss) ? loss : 0)
                        .toArray());
    }

    private void note(int iteration, double[] losses, ArrayTree parameters) {
        int leading = smallest(losses);
        if (Double.isFinite(losses[leading]) && losses[leading] < bestLoss) {
            bestLoss = losses[leading];
            bestStart = leading;
            bestIteration = iteration;
            best = row(parameters, leading);
        }
    }

    /** The start with the smallest finite loss, 0 if there is none. */
    private static int smallest(double[] losses) {
        int smallest = 0;
        for (int i = 1; i < losses.length; i++) {
            boolean better = losses[i] < losses[smallest] || !Double.isFinite(losses[smallest]);
            if (better && Double.isFinite(losses[i])) {
                smallest = i;
            }
        }
        return smallest;
    }

    /** Puts starts that are not finite to rest; returns the gradients with zeros in their rows. */
    private ArrayTree rest(ArrayTree gradients, double[] losses, double[] norms, int iteration, ArrayTree parameters) {
        boolean any = false;
        for (int start = 0; start < starts; start++) {
            boolean isFinite = Double.isFinite(losses[start]) && Double.isFinite(norms[start]);
            if (!isFinite && !resting[start]) {
                resting[start] = true;
                String what = Double.isFinite(losses[start])
                        ? "the gradient of its loss is " + norms[start] + ", its loss " + losses[start]
                        : "its loss is " + losses[start];
                failed.add(new FailedStart(
                        start, iteration, reason(start, parameters).orElse(what)));
            }
            any |= resting[start];
        }
        return any ? gradients.map(this::withoutResting) : gradients;
    }

    /**
     * Runs the objective once more with the parameters of a start; returns the reason why the simulation diverged, if
     * it did.
     */
    private Optional<String> reason(int start, ArrayTree parameters) {
        try (NDManager scratch = manager.newSubManager()) {
            // Whatever rows the objective makes of the starts, the failing one is this one.
            ArrayTree everywhere = parameters.map(array -> {
                double[] values = array.toDoubleArray();
                int perStart = values.length / starts;
                for (int i = 0; i < values.length; i++) {
                    values[i] = values[start * perStart + i % perStart];
                }
                return leaf(array.getManager().create(values, array.getShape()), scratch);
            });
            fit.objective().loss(everywhere);
            return Optional.empty();
        } catch (DivergenceException e) {
            return Optional.of("the simulation " + e.first().explanation());
        }
    }

    private NDArray withoutResting(NDArray gradient) {
        double[] values = gradient.toDoubleArray();
        int perStart = values.length / starts;
        for (int i = 0; i < values.length; i++) {
            values[i] = resting[i / perStart] ? 0 : values[i];
        }
        return gradient.getManager().create(values, gradient.getShape());
    }

    private boolean allResting() {
        for (boolean rests : resting) {
            if (!rests) {
                return false;
            }
        }
        return true;
    }

    /** The given values on the real line, with rows of random ones below. */
    private NDArray severalStarts(String path, NDArray given) {
        double[] own = given.toDoubleArray();
        double[] values = new double[starts * own.length];
        for (int i = 0; i < values.length; i++) {
            if (i < own.length || !fit.isBounded(path)) {
                values[i] = own[i % own.length];
            } else {
                // A sigmoid of this is uniform between the bounds, but for the very ends, where it is flat.
                double fraction = 0.02 + 0.96 * random.nextDouble();
                values[i] = Math.log(fraction / (1 - fraction));
            }
        }
        return manager.create(values, new Shape(starts, own.length));
    }

    private Map<String, double[]> row(ArrayTree tree, int start) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        tree.forEach((path, array) -> {
            double[] all = array.toDoubleArray();
            int perStart = all.length / starts;
            numbers.put(path, Arrays.copyOfRange(all, start * perStart, (start + 1) * perStart));
        });
        return numbers;
    }

    private double[] norms(ArrayTree gradients) {
        double[] norms = new double[starts];
        gradients.forEach((path, array) -> {
            double[] values = array.toDoubleArray();
            for (int i = 0; i < values.length; i++) {
                norms[i / (values.length / starts)] += values[i] * values[i];
            }
        });
        Arrays.setAll(norms, i -> Math.sqrt(norms[i]));
        return norms;
    }

    private NDArray copy(String path, NDArray given) {
        if (given.getDataType() != DataType.FLOAT64) {
            throw new IllegalArgumentException("parameter \"" + path + "\" is of type " + given.getDataType()
                    + "; a fit takes float64 (convert with toType(DataType.FLOAT64, true))");
        }
        NDArray copy = given.duplicate();
        copy.attach(manager);
        return copy;
    }

    private static NDArray leaf(NDArray array, NDManager owner) {
        NDArray leaf = array.duplicate();
        leaf.attach(owner);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
