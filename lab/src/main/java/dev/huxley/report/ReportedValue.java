package dev.huxley.report;

import java.util.Objects;

/**
 * A free value of a model that was fitted by features.
 *
 * @param path the value's place in the model
 * @param start the value in the model as it was given; NaN if there was none
 * @param value the value of the best model
 * @param lower the lower bound
 * @param upper the upper bound
 * @param unit the unit of all four, "" for none
 * @param logarithmic whether the search saw the logarithm; both bounds are positive then
 */
public record ReportedValue(
        String path, double start, double value, double lower, double upper, String unit, boolean logarithmic) {
    /** The part of the range next to a bound within which a value counts as being at it. */
    private static final double EDGE = 0.005;

    /** The relative amount by which rounding may carry a value past its bound. */
    private static final double ROUNDING = 1e-9;

    public ReportedValue {
        Objects.requireNonNull(path, "path of a reported value");
        unit = unit == null ? "" : unit;
        if (logarithmic && !(lower > 0 && upper > 0)) {
            throw new IllegalArgumentException("value '" + path + "' has the bounds " + lower + " and " + upper
                    + ", which have no logarithms; give positive bounds or a linear scale");
        }
    }

    /** Tells whether both bounds are finite and in order, so that a value has a place between them. */
    boolean bounded() {
        return Double.isFinite(lower) && Double.isFinite(upper) && lower < upper;
    }

    /** The place of a value between the bounds, 0 at the lower and 1 at the upper one. */
    double place(double other) {
        return logarithmic
                ? Math.log(other / lower) / Math.log(upper / lower)
                : (other / 2 - lower / 2) / (upper / 2 - lower / 2);
    }

    /** A warning about the value, such as {@code at upper bound}, or "". */
    public String flag() {
        if (!Double.isFinite(value)) {
            return "not finite";
        }
        if (value < lower - ROUNDING * Math.abs(lower) || value > upper + ROUNDING * Math.abs(upper)) {
            return "outside its bounds";
        }
        if (!bounded()) {
            return "";
        }
        double place = place(value);
        return place <= EDGE ? "at lower bound" : place >= 1 - EDGE ? "at upper bound" : "";
    }

    /** The same for parameters.json. */
    ReportedParameter parameter() {
        return new ReportedParameter(path, start, value, lower, upper, unit);
    }
}
