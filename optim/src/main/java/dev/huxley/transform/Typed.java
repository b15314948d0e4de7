package dev.huxley.transform;

import ai.djl.ndarray.NDArray;

/** Numbers of an array's type; a double would promote a single float32 to float64. */
final class Typed {
    private Typed() {}

    /** @throws IllegalArgumentException if the array does not hold floating point numbers */
    static Number number(NDArray like, double value) {
        return switch (like.getDataType()) {
            case FLOAT64 -> value;
            case FLOAT32 -> (float) value;
            default -> throw new IllegalArgumentException("parameters of " + like.getDataType() + " " + like.getShape()
                    + " cannot be transformed; convert them to float64 or float32 first");
        };
    }
}
