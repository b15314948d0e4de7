package dev.huxley.engine;

import ai.djl.ndarray.NDManager;

/** A compiled program. Holds resources until closed; runs of one kernel must not overlap. */
public interface Kernel extends AutoCloseable {
    /**
     * Runs the time loop.
     *
     * @param manager owns the results of the run
     * @param arguments checked arrays and places
     * @param differentiable whether {@link Run#adjoint} will be called
     * @param control may end the run early; its exception is thrown on, and nothing of the run is left
     */
    Run run(NDManager manager, RunArguments arguments, boolean differentiable, RunControl control);

    @Override
    void close();
}
