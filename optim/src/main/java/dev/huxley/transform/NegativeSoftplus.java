package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import dev.huxley.tree.Scalars;

record NegativeSoftplus(double upper) implements Transform {
    NegativeSoftplus {
        if (!Double.isFinite(upper)) {
            throw new IllegalArgumentException(
                    "the bound of a negative softplus transform is " + upper + "; it must be finite");
        }
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        return Scalars.of(unconstrained, upper).sub(Softplus.softplus(unconstrained.neg()));
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray belowUpper = Scalars.of(parameter, upper).sub(parameter);
        Bounds.requireInside(parameter, belowUpper, "(-infinity, " + upper + ")");
        return Softplus.inverseSoftplus(belowUpper).neg();
    }
}
