package dev.huxley.feature;

import java.util.function.DoubleUnaryOperator;

/**
 * The root of a function that rises from below 0 to 0 or above: inverse quadratic interpolation where that is safe, else
 * bisection (Chandrupatla, Advances in Engineering Software 1997). Some ten evaluations find all digits.
 */
final class BracketedRoot {
    private static final double ROUNDING = 2 * Math.ulp(1.0);

    private BracketedRoot() {}

    /**
     * The root.
     *
     * @param low where the function is below 0; it is not evaluated there, where it may be infinite
     * @param high above {@code low}, where the function is 0 or more
     */
    static double of(DoubleUnaryOperator function, double low, double high) {
        double atHigh = function.applyAsDouble(high);
        while (true) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                return high;
            }
            double value = function.applyAsDouble(middle);
            if (value < 0) {
                return interpolated(function, middle, value, high, atHigh);
            }
            high = middle;
            atHigh = value;
        }
    }

    private static double interpolated(
            DoubleUnaryOperator function, double low, double atLow, double high, double atHigh) {
        double a = low;
        double fa = atLow;
        double b = high;
        double fb = atHigh;
        double fraction = 0.5;
        while (true) {
            double x = a + fraction * (b - a);
            double value = function.applyAsDouble(x);
            double c = a;
            double fc = fa;
            if (value < 0 != fa < 0) {
                c = b;
                fc = fb;
                b = a;
                fb = fa;
            }
            a = x;
            fa = value;
            double best = Math.abs(fa) < Math.abs(fb) ? a : b;
            double smallest = ROUNDING * Math.abs(best) / Math.abs(b - a);
            if (smallest > 0.5 || fa == 0 || !(Math.abs(fa) < Double.POSITIVE_INFINITY)) {
                return best;
            }
            double position = (a - b) / (c - b);
            double height = (fa - fb) / (fc - fb);
            boolean isSafe = height * height < position && (1 - height) * (1 - height) < 1 - position;
            fraction = isSafe
                    ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
                    : 0.5;
            fraction = Math.max(smallest, Math.min(1 - smallest, fraction));
        }
    }
}
