package dev.huxley.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** A run of a kernel: its traces and, until it is closed, the data to differentiate it. */
public interface Run extends AutoCloseable {
    /** The recorded traces: (batch, recordings, steps + 1), float64; column 0 is the initial state. */
    NDArray traces();

    /** The rows of the batch, ascending, with a state that is not finite at the end of the run. */
    int[] lostRows();

    /**
     * Runs a row once more, in small pieces, and returns the step in which it leaves the finite numbers. The arguments
     * of the run must still be open.
     *
     * @param stride the number of steps to run at a time until a state is not finite; 1 also finds a state that becomes
     *     finite again
     * @return null if the row stays finite
     */
    LostStep lostStep(NDManager manager, int row, int stride, RunControl control);

    /**
     * The gradient of a scalar with respect to the arguments of the run, from its gradient with respect to the traces.
     *
     * @param manager owns the result
     * @param cotangent d scalar / d traces, of the shape of the traces, float64; it is not changed
     * @param wanted for every argument whether its gradient is needed
     * @param control may end the adjoint early; its exception is thrown on
     * @return one array per wanted argument, of its shape, float64; null for the others
     */
    NDList adjoint(NDManager manager, NDArray cotangent, boolean[] wanted, RunControl control);

    /** Frees the data of the adjoint; the traces stay. */
    @Override
    void close();
}
