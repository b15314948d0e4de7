package dev.huxley.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** A run of a kernel: its traces, and what is needed to differentiate it until it is closed. */
public interface Run extends AutoCloseable {
    /** The recorded traces: (batch, recordings, steps + 1), float64; column 0 is the initial state. */
    NDArray traces();

    /** The rows of the batch, ascending, of which a state is not finite at the end of the run. */
    int[] lostRows();

    /**
     * Runs a row once more, in small pieces, and gives the step in which it leaves the finite numbers. To be called while
     * the arguments of the run are open.
     *
     * @param stride how many steps to run at a time until a state is not finite; with 1 also a state that comes back is found
     * @return null if it does not
     */
    LostStep lostStep(NDManager manager, int row, int stride, RunControl control);

    /**
     * The gradient of a scalar with respect to the arguments of the run, from its gradient with respect to the traces.
     *
     * @param manager owns the result
     * @param cotangent d scalar / d traces, of the shape of the traces, float64; it is not changed
     * @param wanted for every argument whether its gradient is needed
     * @param control may end the adjoint before its time; what it throws is thrown
     * @return one array per wanted argument, of its shape, float64; null for the others
     */
    NDList adjoint(NDManager manager, NDArray cotangent, boolean[] wanted, RunControl control);

    /** Frees what the adjoint needs; the traces stay. */
    @Override
    void close();
}
