package dev.huxley.fit;

import ai.djl.ndarray.NDArray;
import dev.huxley.tree.ArrayTree;

/** The loss that a fit minimizes, as a function of the parameters. */
@FunctionalInterface
public interface Objective {
    /**
     * The loss of parameters within their bounds, differentiable: computed from them with NDArrays and simulations. What
     * it creates should belong to the managers of the given arrays, which are closed after the step.
     *
     * @param parameters one array per path, (values); in a fit from several starts (starts, values)
     * @return one number; in a fit from several starts one per start, (starts), each a function of its own row only
     */
    NDArray loss(ArrayTree parameters);
}
