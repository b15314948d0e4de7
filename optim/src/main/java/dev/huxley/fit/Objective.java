package dev.huxley.fit;

import ai.djl.ndarray.NDArray;
import dev.huxley.tree.Tree;

/** What a fit makes small. */
@FunctionalInterface
public interface Objective {
    /**
     * The loss of parameters within their bounds, differentiable: a scalar computed from them with NDArrays and
     * simulations. What it creates should belong to the managers of the given arrays, which are closed after the step.
     */
    NDArray loss(Tree parameters);
}
