package dev.huxley.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Tells whether PyTorch tracks an array: DJL has no call for it. */
public final class Tracking {
    private Tracking() {}

    /** Tells whether a gradient can be taken with respect to the array or through it. */
    public static boolean isTracked(NDArray array) {
        PtNDArray tensor = (PtNDArray) array;
        if (!tensor.getDataType().isFloating()) {
            return false;
        }
        if (JniUtils.requiresGrad(tensor)) {
            return true;
        }
        try {
            // PyTorch refuses to change the flag of an array that was computed from tracked ones, and only of those.
            JniUtils.attachGradient(tensor, false);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
