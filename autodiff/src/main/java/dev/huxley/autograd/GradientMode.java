package dev.huxley.autograd;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Whether PyTorch records what this thread computes; closing it gives the thread the mode back that it had. Close it on the
 * thread that made it.
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

    /** Whether PyTorch recorded before, on whoever's behalf. */
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
