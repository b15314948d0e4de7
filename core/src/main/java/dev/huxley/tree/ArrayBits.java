package dev.huxley.tree;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** The equality of the values of two arrays, bit by bit; any NaN equals any other, and -0.0 differs from 0.0. */
final class ArrayBits {
    private ArrayBits() {}

    /** Compares arrays of the same type and shape; reads every value. */
    static boolean areEqual(NDArray a, NDArray b) {
        if (a == b) {
            return true;
        }
        return switch (a.getDataType()) {
                // Arrays.equals compares doubles by Double.doubleToLongBits: all NaN alike, -0.0 apart from 0.0.
            case FLOAT64 -> Arrays.equals(a.toDoubleArray(), b.toDoubleArray());
            case FLOAT32, FLOAT16 -> Arrays.equals(a.toFloatArray(), b.toFloatArray());
            default -> Arrays.equals(a.toByteArray(), b.toByteArray());
        };
    }
}
