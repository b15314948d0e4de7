package dev.huxley.feature;

/**
 * How features are computed. {@link #efel} is what eFEL computes by default; {@link #forFits} has the same definitions
 * without its dependence on whole samples, and counts spikes in the stimulus only.
 *
 * @param threshold the voltage that a spike crosses, mV
 * @param derivativeThreshold the dv/dt at which a spike begins, V/s
 * @param stepMs the interval in ms at which samples are taken, interpolated linearly where the trace has others; 0 for
 *     the trace's own
 * @param strict whether only spikes whose peak lies in the stimulus count (eFEL: {@code strict_stiminterval})
 * @param betweenSamples whether peaks, minima, begins and widths lie between samples, where they are continuous
 *     functions of the samples and have derivatives; else they are whole samples, as in eFEL. The decay behind the
 *     stimulus is then towards the base, of which the one sample at s that eFEL takes is a noisy part
 * @param crossingTimes whether the time of a spike is that of its crossing of the threshold upwards, on the line
 *     through the two samples, instead of its peak's
 */
public record FeatureSettings(
        double threshold,
        double derivativeThreshold,
        double stepMs,
        boolean strict,
        boolean betweenSamples,
        boolean crossingTimes) {

    public FeatureSettings {
        require(Double.isFinite(threshold), "the spike threshold", threshold, "mV; it must be finite");
        require(
                derivativeThreshold > 0 && Double.isFinite(derivativeThreshold),
                "the derivative threshold",
                derivativeThreshold,
                "V/s; it must be positive and finite");
        require(
                stepMs >= 0 && Double.isFinite(stepMs),
                "the interpolation step",
                stepMs,
                "ms; it must be positive, or 0 for the trace's own samples");
    }

    private static void require(boolean holds, String what, double value, String rest) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + value + " " + rest);
        }
    }

    /** The settings of eFEL: threshold -20 mV, 10 V/s, samples every 0.1 ms, all spikes, whole samples. */
    public static FeatureSettings efel() {
        return new FeatureSettings(-20, 10, 0.1, false, false, false);
    }

    /** Thresholds of eFEL, samples every 0.1 ms, spikes in the stimulus only, extrema and crossings between samples. */
    public static FeatureSettings forFits() {
        return new FeatureSettings(-20, 10, 0.1, true, true, false);
    }

    public FeatureSettings withThreshold(double threshold) {
        return new FeatureSettings(threshold, derivativeThreshold, stepMs, strict, betweenSamples, crossingTimes);
    }

    public FeatureSettings withDerivativeThreshold(double derivativeThreshold) {
        return new FeatureSettings(threshold, derivativeThreshold, stepMs, strict, betweenSamples, crossingTimes);
    }

    public FeatureSettings withStepMs(double stepMs) {
        return new FeatureSettings(threshold, derivativeThreshold, stepMs, strict, betweenSamples, crossingTimes);
    }

    public FeatureSettings withStrict(boolean strict) {
        return new FeatureSettings(threshold, derivativeThreshold, stepMs, strict, betweenSamples, crossingTimes);
    }

    public FeatureSettings withBetweenSamples(boolean betweenSamples) {
        return new FeatureSettings(threshold, derivativeThreshold, stepMs, strict, betweenSamples, crossingTimes);
    }

    public FeatureSettings withCrossingTimes(boolean crossingTimes) {
        return new FeatureSettings(threshold, derivativeThreshold, stepMs, strict, betweenSamples, crossingTimes);
    }
}
