package dev.huxley.report;

import java.util.Objects;

/**
 * One feature of a sweep, of the recording and of the model.
 *
 * @param name the feature's name, such as {@code AP_height}
 * @param unit the unit of its values, "" for none
 * @param target the value in the recording
 * @param deviation the standard deviation of the target
 * @param model the value in the model; NaN if the model does not have the feature
 * @param z the difference in standard deviations, with its sign; of a missing feature a graded distance from existing
 */
public record ReportedFeature(String name, String unit, double target, double deviation, double model, double z) {
    public ReportedFeature {
        Objects.requireNonNull(name, "name of a reported feature");
        unit = unit == null ? "" : unit;
    }

    /** The size of z. */
    double size() {
        return Math.abs(z);
    }
}
