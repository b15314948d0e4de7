package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import java.util.function.UnaryOperator;

record Custom(UnaryOperator<NDArray> forward, UnaryOperator<NDArray> inverse) implements Transform {
    Custom {
        Objects.requireNonNull(forward, "the forward function of a transform is null");
        Objects.requireNonNull(inverse, "the inverse function of a transform is null");
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        return forward.apply(unconstrained);
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        return inverse.apply(parameter);
    }

    @Override
    public String toString() {
        return "Custom[two functions]";
    }
}
