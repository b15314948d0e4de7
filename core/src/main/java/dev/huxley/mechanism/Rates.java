package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * Functions for the rates of channels. All are elementwise, can be traced, and are finite with finite derivatives for
 * every finite argument.
 */
public final class Rates {
    /**
     * The exponent from which exponentials saturate: {@code exp(x)} is {@code exp(690)}, which is 1e299, for x above
     * 690. The distance to the end of the range of doubles leaves room for sums of rates and products with their
     * factors, so no rate and no derivative of one is infinite or 0/0. In float32, which ends at 3e38, engines let
     * exponentials saturate at {@code exp(60)}.
     */
    private static final double LARGEST_EXPONENT = 690;

    /**
     * The |x/y| below which the quotient's Taylor series takes over. There the series gives second derivatives to
     * 1e-14; above it the quotient, whose rounding errors in a second derivative grow with (y/x)^2, gives them to
     * 1e-13.
     */
    private static final double SERIES_BELOW = 0.2;

    /** The series of {@code z / (exp(z) - 1) - 1 + z / 2} in z^2: Bernoulli numbers over factorials, highest first. */
    private static final double[] SERIES = {1 / 47900160.0, -1 / 1209600.0, 1 / 30240.0, -1 / 720.0, 1 / 12.0};

    private Rates() {}

    /** {@code exp(x)}, which stays at 1e299 from x = 690 on, where it would soon exceed the range of doubles. */
    public static NDArray exp(NDArray x) {
        return x.minimum(LARGEST_EXPONENT).exp();
    }

    /** The Boltzmann function {@code 1 / (1 + exp(-x))}. */
    public static NDArray boltzmann(NDArray x) {
        return NDArrays.div(1, exp(x.neg()).add(1));
    }

    /**
     * {@code x / (exp(x / y) - 1)}, the rate of Hodgkin and Huxley (1952), with the limit {@code y} at x = 0, where the
     * quotient is 0/0. Value and first two derivatives are continuous to rounding: near zero the Taylor series {@code y
     * (1 - z/2 + z^2/12 - z^4/720 + ...)}, z = x/y, takes over.
     */
    public static NDArray linearOverExponential(NDArray x, double y) {
        NDArray z = x.div(y);
        NDArray square = z.square();
        NDArray even = square.mul(SERIES[0]);
        for (int i = 1; i < SERIES.length; i++) {
            even = even.add(SERIES[i]).mul(square);
        }
        NDArray series = even.sub(z.div(2)).add(1);
        NDArray quotient = z.div(exp(z).sub(1));
        return NDArrays.where(z.abs().lt(SERIES_BELOW), series, quotient).mul(y);
    }
}
