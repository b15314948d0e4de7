package dev.huxley.array;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * Concatenation for differentiated array code: DJL's own copies a list of one array with {@code duplicate()}, which cuts
 * the gradient silently.
 */
public final class Concatenation {
    private Concatenation() {}

    /** Concatenates arrays along an existing axis; a list of one array gives that array itself. */
    public static NDArray of(NDList arrays, int axis) {
        return arrays.size() == 1 ? arrays.get(0) : NDArrays.concat(arrays, axis);
    }
}
