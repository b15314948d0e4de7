package dev.huxley.transform;

import ai.djl.ndarray.NDArray;

record Identity() implements Transform {
    @Override
    public NDArray forward(NDArray unconstrained) {
        return unconstrained;
    }

    @Override
    public NDArray inverse(NDArray parameter) {
        return parameter;
    }
}
