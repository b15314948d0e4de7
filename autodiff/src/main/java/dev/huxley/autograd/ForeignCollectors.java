package dev.huxley.autograd;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * DJL's own gradient collectors, which cannot differentiate simulations: their gradients would silently end there. DJL
 * allows one at a time in a process, so open tapes together hold it.
 */
public final class ForeignCollectors {
    private static GradientCollector held;
    private static int tapes;

    private ForeignCollectors() {}

    /** Bars DJL's collectors while a tape is open; each call is followed by one {@link #unbar}. */
    static synchronized void bar() {
        if (tapes == 0) {
            held = open("close it before you open a tape");
        }
        tapes++;
    }

    static synchronized void unbar() {
        tapes--;
        if (tapes == 0) {
            keepingGradMode(() -> held.close());
            held = null;
        }
    }

    /** Throws an error if a DJL collector is open; called when inputs are tracked, but not by a tape of this thread. */
    public static synchronized void requireNone() {
        if (tapes == 0) {
            GradientCollector probe = open("it cannot differentiate a simulation; use Tape.open() instead");
            keepingGradMode(probe::close);
        }
    }

    static synchronized void zeroGradients() {
        held.zeroGradients();
    }

    private static GradientCollector open(String remedy) {
        GradientCollector[] opened = new GradientCollector[1];
        try {
            keepingGradMode(() -> opened[0] = Engine.getEngine("PyTorch").newGradientCollector());
        } catch (IllegalStateException e) {
            throw new IllegalStateException("a DJL gradient collector is open; " + remedy, e);
        }
        return opened[0];
    }

    /**
     * Runs a change and restores the gradient mode of this thread, which opening, closing and failing to open a
     * collector all change.
     */
    private static void keepingGradMode(Runnable change) {
        boolean mode = JniUtils.isGradMode();
        try {
            change.run();
        } finally {
            JniUtils.setGradMode(mode);
        }
    }
}
