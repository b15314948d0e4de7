package dev.huxley.recording;

import java.util.Locale;

/**
 * One check of a sweep's quality.
 *
 * @param name what is checked
 * @param value the measured value; NaN where it could not be measured
 * @param unit its unit
 * @param limit the largest value that passes
 */
public record QualityCheck(String name, double value, String unit, double limit) {
    /** Tells whether the value is within the limit, or could not be measured. */
    public boolean passes() {
        return !(value > limit);
    }

    /** Tells whether there is a value. */
    public boolean isMeasured() {
        return !Double.isNaN(value);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %.3g %s (limit %s)",
                isMeasured() ? passes() ? "PASS" : "WARN" : "not measured",
                name,
                value,
                unit,
                limit);
    }
}
