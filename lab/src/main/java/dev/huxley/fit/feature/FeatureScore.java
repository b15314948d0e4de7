package dev.huxley.fit.feature;

import dev.huxley.feature.FeatureTarget;
import java.util.Locale;

/**
 * A feature of the model against that of the recording in one sweep.
 *
 * @param sweep the sweep's name
 * @param role the sweep's use
 * @param target the recorded value with its standard deviation
 * @param model the model's value; NaN if the model does not have the feature
 * @param z the difference in standard deviations; of a missing feature its graded distance from existing
 */
public record FeatureScore(String sweep, SweepRole role, FeatureTarget target, double model, double z) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %s: model %s, recorded %.4g, z %.2f",
                sweep,
                target.feature(),
                Double.isNaN(model) ? "none" : String.format(Locale.ROOT, "%.4g", model),
                target.mean(),
                z);
    }
}
