package dev.huxley.tree;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * Constants for differentiated array code. Never hand a {@link Number} to {@code mul}, {@code div} or {@code pow} of an
 * array that PyTorch differentiates: DJL wraps it in a tensor over a Java buffer, PyTorch keeps that tensor for the
 * backward pass, and the garbage collector frees the buffer in between; gradients become garbage. A constant made here
 * owns its memory.
 */
public final class Scalars {
    private Scalars() {}

    /**
     * A constant that combines with {@code like}: 0-dimensional, with its data type (so it never changes the result's),
     * on its device, attached to its manager (and closed with the innermost open {@code NDScope}, if there is one;
     * closing it does not harm a gradient). It has no gradient of its own.
     *
     * @throws IllegalArgumentException if {@code like} does not hold floating point numbers
     */
    public static NDArray of(NDArray like, double value) {
        NDManager manager = like.getManager();
        DataType type = like.getDataType();
        if (!type.isFloating()) {
            throw new IllegalArgumentException("a constant " + value + " was asked for beside an array of " + type + " "
                    + like.getShape() + "; convert the array to float64 or float32 first");
        }
        // The double goes in exactly; a narrower type is rounded once. duplicate and toType copy into own memory.
        try (NDArray borrowed = manager.create(value)) {
            NDArray owned = type == DataType.FLOAT64 ? borrowed.duplicate() : borrowed.toType(type, true);
            if (owned.getDevice().equals(like.getDevice())) {
                return owned;
            }
            try (owned) {
                return owned.toDevice(like.getDevice(), true);
            }
        }
    }
}
