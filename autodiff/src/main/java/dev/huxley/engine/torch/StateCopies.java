package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.function.IntPredicate;

/** Copies of a run's states that outlive the step which computed them. */
final class StateCopies {
    private StateCopies() {}

    /**
     * Copies states.
     *
     * @param isWanted the numbers of the states to copy; null stands for all others, and for those that are null
     * @param owner the manager of the copies
     */
    static NDArray[] of(NDArray[] states, IntPredicate isWanted, NDManager owner) {
        NDArray[] copies = new NDArray[states.length];
        for (int i = 0; i < states.length; i++) {
            if (states[i] != null && isWanted.test(i)) {
                copies[i] = states[i].duplicate();
                NDScope.unregister(copies[i]);
                copies[i].attach(owner);
            }
        }
        return copies;
    }

    static void free(NDArray[] states) {
        for (NDArray state : states) {
            if (state != null) {
                state.close();
            }
        }
    }
}
