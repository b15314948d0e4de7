package dev.huxley.fit.feature;

import java.util.Arrays;

/**
 * The score of a model from the z-scores of its features: their mean square, in which a feature that is more than ten
 * standard deviations off counts linearly, so that one feature cannot hide the others.
 *
 * <p>A search minimizes the score of residuals instead of z-scores: what of a |z| is beyond two counts twice. For a model is
 * accepted by its largest z-scores; with their mean square alone the best models of real cells had one of 3.5, with the
 * residuals none beyond 3 at nearly the same mean.
 */
final class Score {
    /** The size of z from which on it counts linearly. */
    static final double LINEAR_FROM = 10;

    /** The size of z from which on it counts twice in a search. */
    private static final double TWICE_FROM = 2;

    private Score() {}

    /** The residuals of a search for z-scores. */
    static double[] residuals(double[] z) {
        return Arrays.stream(z)
                .map(value -> value + Math.signum(value) * Math.max(0, Math.abs(value) - TWICE_FROM))
                .toArray();
    }

    /** The z-scores for residuals of a search. */
    static double[] z(double[] residuals) {
        return Arrays.stream(residuals)
                .map(value -> value - Math.signum(value) * Math.max(0, Math.abs(value) - TWICE_FROM) / 2)
                .toArray();
    }

    /** The mean over all z-scores; infinite if one of them is not a number. */
    static double of(double[] z) {
        double sum = 0;
        for (double value : z) {
            sum += penalty(value);
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / Math.max(1, z.length);
    }

    /** The contribution of one z-score: {@code z^2}, beyond ten its tangent there. */
    static double penalty(double z) {
        double size = Math.abs(z);
        return size <= LINEAR_FROM ? size * size : LINEAR_FROM * (2 * size - LINEAR_FROM);
    }

    /** The largest size of a z-score, 0 if there is none. */
    static double largest(double[] z) {
        double largest = 0;
        for (double value : z) {
            largest = Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
