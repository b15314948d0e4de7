package dev.huxley.feature;

import java.util.List;

/** Straight lines by least squares. */
final class Line {
    private Line() {}

    /** The slope of the line through at least two points of different {@code x}. */
    static Quantity slope(double[] x, List<Quantity> y) {
        double[] factors = factors(x);
        double slope = 0;
        for (int i = 0; i < x.length; i++) {
            slope += factors[i] * y.get(i).value();
        }
        return Quantity.linear(slope, y, factors);
    }

    /** The factors of the values in the slope: their products are summed. */
    static double[] factors(double[] x) {
        double mean = 0;
        for (double each : x) {
            mean += each / x.length;
        }
        double squares = 0;
        double[] factors = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            factors[i] = x[i] - mean;
            squares += factors[i] * factors[i];
        }
        for (int i = 0; i < x.length; i++) {
            factors[i] /= squares;
        }
        return factors;
    }
}
