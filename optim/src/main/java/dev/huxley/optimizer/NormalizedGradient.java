package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/**
 * A step whose length hardly depends on that of the gradient: {@code parameter - loss * factor * gradient /
 * |gradient|^power}, with the Euclidean norm over the whole tree. Dividing by a power just below 1 tames the enormous
 * gradients of spiking models; the loss in the learning rate (after Polyak 1969) shortens the steps near a good fit. It
 * is the usual choice for the layer 5 pyramidal cell, with a power of 0.9 and a factor of {@code 0.1 * sqrt(number of
 * parameters)}.
 *
 * <p>The loss must not be negative. Where the gradient is zero, the parameters do not change.
 *
 * @param power the power of the norm, from 0 (plain descent) to 1 (steps of length loss * factor)
 * @param factor the learning rate per unit of loss
 */
public record NormalizedGradient(double power, double factor) implements Optimizer {
    public NormalizedGradient {
        Rates.require(power >= 0 && power <= 1, "power of the gradient's norm", power, "in [0, 1]");
        Rates.require(factor > 0 && Double.isFinite(factor), "factor", factor, "positive and finite");
    }

    @Override
    public State start(NDManager manager, ArrayTree parameters) {
        Gradients.requireFloating(parameters);
        return new State(0, ArrayTree.empty());
    }

    @Override
    public Step step(NDManager manager, ArrayTree parameters, ArrayTree gradients, double loss, State state) {
        requireNotNegative(loss);
        Gradients.check(parameters, gradients, loss, state.step());
        double rate = rate(loss, Gradients.norm(gradients));
        try (StepScope scope = new StepScope(manager)) {
            ArrayTree moved =
                    parameters.zip(gradients, (parameter, gradient) -> scope.moved(parameter, rate, gradient));
            return new Step(moved, new State(state.step() + 1, ArrayTree.empty()));
        }
    }

    @Override
    public Step stepEach(NDManager manager, ArrayTree parameters, ArrayTree gradients, double[] losses, State state) {
        for (double loss : losses) {
            requireNotNegative(loss);
        }
        Gradients.check(parameters, gradients, Arrays.stream(losses).sum(), state.step());
        double[] rates = Gradients.normOfEach(gradients, losses.length);
        Arrays.setAll(rates, row -> rate(losses[row], rates[row]));
        try (StepScope scope = new StepScope(manager)) {
            ArrayTree moved = parameters.zip(
                    gradients, (parameter, gradient) -> scope.moved(parameter, 1, scope.scaledEach(gradient, rates)));
            return new Step(moved, new State(state.step() + 1, ArrayTree.empty()));
        }
    }

    private double rate(double loss, double norm) {
        return norm == 0 ? 0 : loss * factor / Math.pow(norm, power);
    }

    private static void requireNotNegative(double loss) {
        if (loss < 0) {
            throw new IllegalArgumentException(
                    "the loss is " + loss + "; a step in proportion to the loss needs one that is not negative");
        }
    }
}
