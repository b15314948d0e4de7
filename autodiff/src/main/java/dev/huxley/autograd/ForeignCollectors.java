package dev.huxley.autograd;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * DJL's own collectors, which cannot see through simulations: their gradients would end there without a sign. DJL allows
 * one at a time in a process, so while tapes are open they hold it together.
 */
public final class ForeignCollectors {
    private static GradientCollector held;
    private static int tapes;

    private ForeignCollectors() {}

    /** For as long as a tape is open, to be followed by one {@link #unbar}. */
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

    /** Throws an error when inputs are tracked, but not by a tape of this thread. */
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

    /** Opening and closing, and failing to open, change the mode of the thread that happens to do it. */
    private static void keepingGradMode(Runnable change) {
        boolean mode = JniUtils.isGradMode();
        try {
            change.run();
        } finally {
            JniUtils.setGradMode(mode);
        }
    }
}
