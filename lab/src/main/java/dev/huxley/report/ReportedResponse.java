package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One sweep of a fit by features: what was recorded, what the model does, and how their features compare.
 *
 * @param trace the voltages and the stimulus, with the sweep's name
 * @param protocol the kind of stimulus, such as {@code step}; sweeps of the same protocol share a table
 * @param amplitude the current of the stimulus in nA
 * @param heldOut whether the fit did not see the sweep
 * @param recordedSpikes the number of spikes in the recording; NaN if it is unknown
 * @param modelSpikes the number of spikes in the model; NaN if it is unknown
 * @param features the features that were compared
 */
public record ReportedResponse(
        ReportedSweep trace,
        String protocol,
        double amplitude,
        boolean heldOut,
        double recordedSpikes,
        double modelSpikes,
        List<ReportedFeature> features) {
    public ReportedResponse {
        Objects.requireNonNull(trace, "trace of a reported response");
        protocol = protocol == null ? "" : protocol;
        features = features == null ? List.of() : List.copyOf(features);
    }

    /** The sweep's name. */
    public String label() {
        return trace.label();
    }

    /** The use of the sweep in words. */
    String role() {
        return heldOut ? "held out" : "fitted";
    }

    /** The feature that is farthest off; a z-score that is no number is farther than any. */
    Optional<ReportedFeature> worst() {
        return features.stream().max(Comparator.comparingDouble(ReportedFeature::size));
    }

    /** The feature of this name. */
    Optional<ReportedFeature> feature(String name) {
        return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return Brief.of("ReportedResponse[" + label() + ", " + role() + ", " + amplitude + " nA, "
                + Brief.count(features.size(), "feature") + "]");
    }
}
