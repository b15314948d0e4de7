package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.Objects;

/**
 * Scales a gradient whose norm over the whole tree exceeds a maximum down to it, then hands it to another optimizer
 * (Pascanu, Mikolov and Bengio, ICML 2013). Shorter gradients pass unchanged.
 */
public record ClippedGradient(double maxNorm, Optimizer optimizer) implements Optimizer {
    public ClippedGradient {
        Rates.require(maxNorm > 0 && Double.isFinite(maxNorm), "largest norm", maxNorm, "positive and finite");
        Objects.requireNonNull(optimizer, "the optimizer under a clipped gradient is null");
    }

    @Override
    public State start(NDManager manager, ArrayTree parameters) {
        return optimizer.start(manager, parameters);
    }

    @Override
    public Step step(NDManager manager, ArrayTree parameters, ArrayTree gradients, double loss, State state) {
        Gradients.check(parameters, gradients, loss, state.step());
        double norm = Gradients.norm(gradients);
        if (norm <= maxNorm) {
            return optimizer.step(manager, parameters, gradients, loss, state);
        }
        try (StepScope scope = new StepScope(manager)) {
            ArrayTree clipped = gradients.map(gradient -> scope.scaled(gradient, maxNorm / norm));
            return optimizer.step(manager, parameters, clipped, loss, state);
        }
    }

    @Override
    public Step stepEach(NDManager manager, ArrayTree parameters, ArrayTree gradients, double[] losses, State state) {
        Gradients.check(parameters, gradients, Arrays.stream(losses).sum(), state.step());
        double[] factors = Gradients.normOfEach(gradients, losses.length);
        Arrays.setAll(factors, row -> factors[row] <= maxNorm ? 1 : maxNorm / factors[row]);
        try (StepScope scope = new StepScope(manager)) {
            ArrayTree clipped = gradients.map(gradient -> scope.scaledEach(gradient, factors));
            return optimizer.stepEach(manager, parameters, clipped, losses, state);
        }
    }
}
