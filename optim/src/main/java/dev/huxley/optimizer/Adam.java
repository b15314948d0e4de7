package dev.huxley.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1). For the gradient g of step t = 1, 2, ...
 *
 * <pre>
 *   mean     = beta1 mean + (1 - beta1) g
 *   variance = beta2 variance + (1 - beta2) g^2
 *   parameter -= learningRate  (mean / (1 - beta1^t)) / (sqrt(variance / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * The state's memory holds the trees "mean" and "variance".
 */
public record Adam(LearningRate learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    private static final String MEAN = "mean";
    private static final String VARIANCE = "variance";

    public Adam {
        Rates.require(beta1 >= 0 && beta1 < 1, "decay rate beta1 of Adam", beta1, "in [0, 1)");
        Rates.require(beta2 >= 0 && beta2 < 1, "decay rate beta2 of Adam", beta2, "in [0, 1)");
        Rates.require(epsilon > 0 && Double.isFinite(epsilon), "epsilon of Adam", epsilon, "positive and finite");
    }

    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
        this(LearningRate.constant(learningRate), beta1, beta2, epsilon);
    }

    /** The paper's settings: beta1 0.9, beta2 0.999, epsilon 1e-8. */
    public Adam(LearningRate learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    /** The paper's settings: beta1 0.9, beta2 0.999, epsilon 1e-8. */
    public Adam(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    @Override
    public State start(NDManager manager, ArrayTree parameters) {
        Gradients.requireFloating(parameters);
        try (StepScope scope = new StepScope(manager)) {
            ArrayTree memory = ArrayTree.empty()
                    .with(MEAN, parameters.map(scope::zeros))
                    .with(VARIANCE, parameters.map(scope::zeros));
            return new State(0, memory);
        }
    }

    @Override
    public Step step(NDManager manager, ArrayTree parameters, ArrayTree gradients, double loss, State state) {
        if (parameters.isEmpty()) {
            return new Step(parameters, new State(state.step() + 1, state.memory()));
        }
        Gradients.check(parameters, gradients, loss, state.step());
        try (StepScope scope = new StepScope(manager)) {
            requireOwnState(parameters, state);
            long t = state.step() + 1;
            double rate = Rates.at(learningRate, state.step());
            double meanCorrection = 1 - Math.pow(beta1, t);
            double varianceCorrection = 1 - Math.pow(beta2, t);

            ArrayTree mean =
                    state.memory().subtree(MEAN).zip(gradients, (old, g) -> scope.keep(average(old, g, beta1)));
            ArrayTree variance = state.memory()
                    .subtree(VARIANCE)
                    .zip(
                            gradients,
                            (old, g) -> scope.keep(average(old, g.stopGradient().square(), beta2)));
            ArrayTree direction = mean.zip(variance, (m, v) -> {
                NDArray root = v.div(varianceCorrection).sqrt();
                return m.div(meanCorrection).div(root.add(epsilon));
            });
            ArrayTree moved = parameters.zip(direction, (parameter, d) -> scope.moved(parameter, rate, d));
            return new Step(
                    moved, new State(t, ArrayTree.empty().with(MEAN, mean).with(VARIANCE, variance)));
        }
    }

    private static NDArray average(NDArray old, NDArray value, double decay) {
        NDArray kept = old.stopGradient().mul(decay);
        return kept.add(value.stopGradient().mul(1 - decay)).toType(old.getDataType(), false);
    }

    private static void requireOwnState(ArrayTree parameters, State state) {
        for (String moment : new String[] {MEAN, VARIANCE}) {
            if (!state.memory().contains(moment)
                    || !state.memory().subtree(moment).sameStructure(parameters)) {
                throw new IllegalArgumentException("Adam's state does not belong to these parameters: it remembers "
                        + state.memory().structure() + " for the parameters " + parameters.structure()
                        + "; begin with start(manager, parameters)");
            }
        }
    }

    @Override
    public String toString() {
        return "Adam[learning rate " + learningRate.at(0) + " at first, beta1 " + beta1 + ", beta2 " + beta2
                + ", epsilon " + epsilon + "]";
    }
}
