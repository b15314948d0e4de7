package dev.huxley.engine;

import ai.djl.ndarray.NDManager;

/** A compiled program. Holds resources until closed; runs of one kernel must not overlap. */
public interface Kernel extends AutoCloseable {
    /**
     * Runs the time loop.
     *
     * @param manager owns what the run returns
     * @param arguments checked arrays and places
     * @param differentiable whether {@link Run#adjoint} will be called
     */
    Run run(NDManager manager, RunArguments arguments, boolean differentiable);

    @Override
    void close();
}
