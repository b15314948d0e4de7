package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * The functions that rates of channels are made of. All are elementwise, can be traced, and are finite with finite
 * derivatives for every finite argument.
 */
public final class Rates {
    /**
     * Where exponentials saturate: {@code exp(x)} is {@code exp(20)} for x above 20. The published reference traces are
     * computed with this clip, so rate functions keep it; it only matters for voltages far outside the physiological
     * range.
     */
    private static final double LARGEST_EXPONENT = 20;

    /** Below this |x/y| the quotient's Taylor series is more accurate than the quotient (error of the series 3e-17). */
    private static final double SERIES_BELOW = 1e-2;

    private Rates() {}

    /** {@code exp(min(x, 20))}. */
    public static NDArray exp(NDArray x) {
        return x.minimum(LARGEST_EXPONENT).exp();
    }

    /** The Boltzmann function {@code 1 / (1 + exp(-x))}, with the clipped exponential. */
    public static NDArray boltzmann(NDArray x) {
        return NDArrays.div(1, exp(x.neg()).add(1));
    }

    /**
     * {@code x / (exp(x / y) - 1)}, the rate of Hodgkin and Huxley (1952), with the limit {@code y} at x = 0 where the
     * quotient is 0/0. Value and derivative are continuous to rounding: near zero the series
     * {@code y (1 - z/2 + z^2/12 - z^4/720)}, z = x/y, takes over.
     */
    public static NDArray linearOverExponential(NDArray x, double y) {
        NDArray z = x.div(y);
        NDArray square = z.square();
        NDArray series =
                square.div(-720).add(1.0 / 12).mul(square).sub(z.div(2)).add(1);
        NDArray quotient = z.div(exp(z).sub(1));
        return NDArrays.where(z.abs().lt(SERIES_BELOW), series, quotient).mul(y);
    }
}
