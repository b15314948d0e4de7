package dev.huxley.fit;

import ai.djl.ndarray.NDArray;
import dev.huxley.tree.ArrayTree;

/** The loss that a fit minimizes, as a function of the parameters. */
@FunctionalInterface
public interface Objective {
    /**
     * The loss at parameters within their bounds. It must be differentiable: computed from the parameters with NDArrays
     * and simulations. Arrays that it creates should belong to the managers of the given arrays, which are closed after
     * the step.
     *
     * @param parameters one array per path, (values); in a fit from several starts (starts, values)
     * @return one number; in a fit from several starts one per start, (starts), each a function of its own row only
     */
    NDArray loss(ArrayTree parameters);
}
