package dev.huxley.transform;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An invertible elementwise map from the real line, on which an optimizer steps, to the values that a parameter may
 * take. It works on float64 or float32 arrays of any shape. Both directions stay in DJL's gradient graph, are never
 * clipped, and have a finite gradient wherever they are defined.
 */
public interface Transform {
    /**
     * Maps an unconstrained value to the parameter. The result is never outside the bounds, but may equal one by
     * rounding: {@code lower + (upper - lower) * 1e-17} is {@code lower} in float64 if lower is not zero.
     */
    NDArray forward(NDArray unconstrained);

    /**
     * Maps a parameter to its unconstrained value.
     *
     * @throws IllegalArgumentException if a value is not strictly inside the bounds (at a bound the inverse is
     *     infinite); it names the value, its index and the bounds
     */
    NDArray inverse(NDArray parameter);

    /** The identity. */
    static Transform identity() {
        return new Identity();
    }

    /** {@code lower + (upper - lower) / (1 + exp(-x))}: values between two bounds. */
    static Transform sigmoid(double lower, double upper) {
        return new Sigmoid(lower, upper);
    }

    /**
     * {@code lower (upper / lower)^(1 / (1 + exp(-x)))}: values between two positive bounds, where equal steps of x are
     * equal factors. It is for quantities whose order of magnitude is unknown, such as conductances.
     */
    static Transform logarithmicSigmoid(double lower, double upper) {
        return new LogarithmicSigmoid(lower, upper);
    }

    /**
     * The sigmoid between two bounds of {@code x pi / sqrt(3)}: the distribution function of a logistic variable of
     * unit variance, so that a standard normal start covers the range about evenly.
     */
    static Transform logistic(double lower, double upper) {
        return chain(new Affine(Math.PI / Math.sqrt(3), 0), new Sigmoid(lower, upper));
    }

    /** {@code lower + log(1 + exp(x))}: values above a bound, growing like x. */
    static Transform softplus(double lower) {
        return new Softplus(lower);
    }

    /** {@code upper - log(1 + exp(-x))}: values below a bound, falling like x. */
    static Transform negativeSoftplus(double upper) {
        return new NegativeSoftplus(upper);
    }

    /** {@code scale x + shift}; a scale closer to zero than 1e-12 is an error. */
    static Transform affine(double scale, double shift) {
        return new Affine(scale, shift);
    }

    /** The first transform, then the second on its result, and so on; {@link #inverse} runs them in reverse. */
    static Transform chain(Transform... transforms) {
        return new Chain(List.of(transforms));
    }

    /**
     * Transforms the elements whose mask is true and does not change the others. The mask runs over the last axis of
     * the array and has its length.
     */
    static Transform masked(boolean[] mask, Transform transform) {
        return new Masked(mask, transform);
    }

    /** A custom transform made of two differentiable functions, each the inverse of the other. */
    static Transform of(UnaryOperator<NDArray> forward, UnaryOperator<NDArray> inverse) {
        return new Custom(forward, inverse);
    }
}
