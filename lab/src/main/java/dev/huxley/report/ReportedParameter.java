package dev.huxley.report;

import java.util.Objects;

/**
 * One fitted parameter.
 *
 * @param name name in the model, with its place if it has one
 * @param start  value before the fit
 * @param fitted value after the fit
 * @param lower  lower bound; NaN or negative infinity for none
 * @param upper  upper bound; NaN or infinity for none
 * @param unit   unit of all four, "" for none
 */
public record ReportedParameter(String name, double start, double fitted, double lower, double upper, String unit) {
    private static final double EDGE = 1e-3;

    /** The relative amount by which the transform to the real line and back may carry a value past its bound. */
    private static final double ROUNDING = 1e-9;

    public ReportedParameter {
        Objects.requireNonNull(name, "name of a reported parameter");
        unit = unit == null ? "" : unit;
    }

    /** Tells whether both bounds are finite and in order, so that a value has a place between them. */
    boolean bounded() {
        return Double.isFinite(lower) && Double.isFinite(upper) && lower < upper;
    }

    /** Tells whether places between the bounds are logarithmic: the bounds are positive, two decades or more apart. */
    boolean logarithmic() {
        return bounded() && lower > 0 && upper / lower >= 100;
    }

    /** The place of a value between the bounds, 0 at the lower and 1 at the upper one. */
    double place(double value) {
        if (logarithmic()) {
            return (Math.log(value) - Math.log(lower)) / (Math.log(upper) - Math.log(lower));
        }
        // Halves, because the difference of two finite bounds may overflow.
        return (value / 2 - lower / 2) / (upper / 2 - lower / 2);
    }

    /** A warning about the fitted value in words, such as {@code "at upper bound"}; "" for none. */
    public String flag() {
        if (!Double.isFinite(fitted)) {
            return "not finite";
        }
        if (fitted < lower - ROUNDING * Math.abs(lower) || fitted > upper + ROUNDING * Math.abs(upper)) {
            return "outside its bounds";
        }
        boolean atLower = bounded() ? place(fitted) <= EDGE : near(fitted, lower);
        boolean atUpper = bounded() ? place(fitted) >= 1 - EDGE : near(fitted, upper);
        return atLower ? "at lower bound" : atUpper ? "at upper bound" : "";
    }

    private static boolean near(double value, double bound) {
        return Double.isFinite(bound) && Math.abs(value - bound) <= EDGE * Math.abs(bound);
    }
}
