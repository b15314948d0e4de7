package dev.huxley.engine;

import ai.djl.ndarray.NDManager;
import java.util.List;

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

    /**
     * Runs the time loops of several batches whose traces are not kept: each row's are handed over in float32 when they
     * are complete, and their memory is used again.
     *
     * @param manager owns what the runs need for a time
     * @param runs checked arrays and places of every run
     * @param every the number k of steps between the columns 0, k, 2 k, ... that are handed over
     * @param receiver gets every row of every run once, in any order, on the threads that run
     * @param control may end the runs early; its exception, or one of the receiver, is thrown on
     */
    void stream(NDManager manager, List<RunArguments> runs, int every, RowReceiver receiver, RunControl control);

    @Override
    void close();
}
