package dev.huxley.optimizer;

import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;

/** {@code parameter - learningRate * gradient}. */
public record GradientDescent(LearningRate learningRate) implements Optimizer {
    public GradientDescent(double learningRate) {
        this(LearningRate.constant(learningRate));
    }

    @Override
    public State start(NDManager manager, ArrayTree parameters) {
        Gradients.requireFloating(parameters);
        return new State(0, ArrayTree.empty());
    }

    @Override
    public Step step(NDManager manager, ArrayTree parameters, ArrayTree gradients, double loss, State state) {
        Gradients.check(parameters, gradients, loss, state.step());
        try (StepScope scope = new StepScope(manager)) {
            double rate = Rates.at(learningRate, state.step());
            ArrayTree moved =
                    parameters.zip(gradients, (parameter, gradient) -> scope.moved(parameter, rate, gradient));
            return new Step(moved, new State(state.step() + 1, ArrayTree.empty()));
        }
    }

    @Override
    public String toString() {
        return "GradientDescent[learning rate " + learningRate.at(0) + " at first]";
    }
}
