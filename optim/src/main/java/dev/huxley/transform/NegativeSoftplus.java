package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

record NegativeSoftplus(double upper) implements Transform {
    NegativeSoftplus {
        if (!Double.isFinite(upper)) {
            throw new IllegalArgumentException(
                    "the bound of a negative softplus transform is " + upper + "; it must be finite");
        }
    }

    @Override
    public NDArray forward(NDArray unconstrained) {
        return NDArrays.sub(Typed.number(unconstrained, upper), Softplus.softplus(unconstrained.neg()));
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        NDArray belowUpper = NDArrays.sub(Typed.number(parameter, upper), parameter);
        Bounds.requireInside(parameter, belowUpper, "(-infinity, " + upper + ")");
        return Softplus.inverseSoftplus(belowUpper).neg();
    }
}
