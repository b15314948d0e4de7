package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import dev.huxley.tree.ArrayTree;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Locks on the arrays whose gradients a thread uses in its backward pass, so that tapes of several threads may share
 * parameters: PyTorch adds up all gradients that arrive at an array, whichever thread they come from.
 */
final class LeavesInUse implements AutoCloseable {
    private static final Set<NDArray> ALL = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<NDArray> leaves = Collections.newSetFromMap(new IdentityHashMap<>());

    private LeavesInUse() {}

    /** Waits until no other thread uses any of the arrays. All are taken at once, so there is no deadlock. */
    static LeavesInUse of(ArrayTree parameters) {
        LeavesInUse own = new LeavesInUse();
        own.leaves.addAll(parameters.flatten());
        boolean interrupted = false;
        synchronized (ALL) {
            while (!Collections.disjoint(ALL, own.leaves)) {
                try {
                    ALL.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            ALL.addAll(own.leaves);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return own;
    }

    @Override
    public void close() {
        synchronized (ALL) {
            ALL.removeAll(leaves);
            ALL.notifyAll();
        }
    }
}
