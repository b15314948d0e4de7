package dev.huxley.fit.feature;

/**
 * The score of a model from the z-scores of its features: their mean square, in which a feature that is more than ten
 * standard deviations off counts linearly, so that one feature cannot hide the others.
 */
final class Score {
    /** The size of z from which on it counts linearly. */
    private static final double LINEAR_FROM = 10;

    private Score() {}

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
