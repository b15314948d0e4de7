package dev.huxley.feature;

import java.util.OptionalDouble;

/**
 * A spike by the definition of the Allen Institute's ipfx; see {@link IpfxSpikes}. What the end of the stimulus cuts off
 * is missing.
 *
 * @param thresholdTime where the spike begins, ms from the first sample of the trace
 * @param thresholdVoltage the voltage there, mV
 * @param peakTime the time of the peak, ms
 * @param peakVoltage the voltage of the peak, mV
 * @param upstroke the largest dv/dt from threshold to peak, V/s
 * @param downstroke the smallest dv/dt from peak to trough, V/s, below 0
 * @param troughVoltage the lowest voltage from the peak to the threshold of the next spike, mV
 * @param fastTroughVoltage the voltage at the end of the spike, mV: where dv/dt is back at 1 % of the downstroke
 * @param width the width at half the height between fast trough and peak, ms
 */
public record IpfxSpike(
        double thresholdTime,
        double thresholdVoltage,
        double peakTime,
        double peakVoltage,
        double upstroke,
        OptionalDouble downstroke,
        OptionalDouble troughVoltage,
        OptionalDouble fastTroughVoltage,
        OptionalDouble width) {

    /** The upstroke divided by the size of the downstroke. */
    public OptionalDouble upstrokeDownstrokeRatio() {
        return downstroke.isEmpty() ? downstroke : OptionalDouble.of(-upstroke / downstroke.getAsDouble());
    }
}
