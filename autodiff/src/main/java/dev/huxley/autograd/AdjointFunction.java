package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** A function of arrays with an adjoint of its own: one node in DJL's autograd graph. Called with gradients off. */
public interface AdjointFunction {
    /** The value; a freshly made array. */
    NDArray forward(NDManager manager, NDList inputs, boolean differentiable);

    /**
     * The gradients of a scalar with respect to the wanted inputs, from its gradient with respect to the value.
     *
     * @param cotangent that gradient; neither to be changed nor to be kept
     * @return one array per input, null where not wanted
     */
    NDList backward(NDManager manager, NDArray cotangent, boolean[] wanted);

    /** Frees what {@link #backward} needed. */
    void release();
}
