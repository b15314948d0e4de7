package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** A function of arrays with an adjoint of its own: one node in DJL's autograd graph. Called with gradients off. */
public interface AdjointFunction {
    /** Computes the value, a freshly made array. */
    NDArray forward(NDManager manager, NDList inputs, boolean differentiable);

    /**
     * Computes the gradients of a scalar with respect to the wanted inputs, from its gradient with respect to the
     * value.
     *
     * @param cotangent the gradient with respect to the value; do not change or keep it
     * @return one array per input, null where not wanted
     */
    NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted);

    /** Frees the memory that {@link #backward} needed. */
    void release();
}
