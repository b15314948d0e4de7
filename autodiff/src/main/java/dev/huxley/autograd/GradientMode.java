package dev.huxley.autograd;

import ai.djl.pytorch.jni.JniUtils;

/**
 * A setting of whether PyTorch records the computations of this thread; closing it restores the mode before. Close it
 * on the thread that made it.
 */
public final class GradientMode implements AutoCloseable {
    private final boolean before;

    private GradientMode(boolean before) {
        this.before = before;
    }

    /** Lets PyTorch record on this thread, or not. */
    public static GradientMode of(boolean isRecording) {
        GradientMode mode = new GradientMode(JniUtils.isGradMode());
        JniUtils.setGradMode(isRecording);
        return mode;
    }

    /** Tells whether PyTorch recorded before, whoever asked for it. */
    public boolean wasRecording() {
        return before;
    }

    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }

    @Override
    public String toString() {
        return "GradientMode[recorded before: " + before + "]";
    }
}
