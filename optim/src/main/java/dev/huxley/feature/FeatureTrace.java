package dev.huxley.feature;

import java.util.Objects;

/**
 * A voltage trace and the stimulus during it, of which features are computed. The samples are somebody else's array, in
 * part or whole, and not copied: do not change it while features are computed.
 */
public final class FeatureTrace {
    private final Samples samples;
    private final double dt;
    private final double start;
    private final double end;
    private final double current;

    private FeatureTrace(Samples samples, double dt, double start, double end, double current) {
        this.samples = samples;
        this.dt = dt;
        this.start = start;
        this.end = end;
        this.current = current;
    }

    /**
     * A trace without a stimulus yet: its stimulus is the whole trace, with a current of 0.
     *
     * @param millivolts the samples, the first of which is at 0 ms
     * @param dt the interval between samples, ms
     * @throws IllegalArgumentException if there are fewer than two samples or the interval is not positive
     */
    public static FeatureTrace of(double[] millivolts, double dt) {
        return of(millivolts, 0, millivolts.length, dt);
    }

    /** The part of {@code length} samples from {@code offset} on; else as {@link #of(double[], double)}. */
    public static FeatureTrace of(double[] millivolts, int offset, int length, double dt) {
        Objects.checkFromIndexSize(offset, length, millivolts.length);
        return whole(new DoubleSamples(millivolts, offset, length), dt);
    }

    /** A trace in float32; else as {@link #of(double[], double)}. */
    public static FeatureTrace of(float[] millivolts, double dt) {
        return of(millivolts, 0, millivolts.length, dt);
    }

    /** A part of a trace in float32; else as {@link #of(double[], int, int, double)}. */
    public static FeatureTrace of(float[] millivolts, int offset, int length, double dt) {
        Objects.checkFromIndexSize(offset, length, millivolts.length);
        return whole(new FloatSamples(millivolts, offset, length), dt);
    }

    static FeatureTrace whole(Samples samples, double dt) {
        if (samples.length() < 2) {
            throw new IllegalArgumentException(
                    "a trace of " + samples.length() + " samples; features need at least two");
        }
        if (!(dt > 0) || Double.isInfinite(dt)) {
            throw new IllegalArgumentException(
                    "the interval between samples is " + dt + " ms; it must be positive and finite");
        }
        return new FeatureTrace(samples, dt, 0, (samples.length() - 1) * dt, 0);
    }

    /**
     * The same samples with a stimulus.
     *
     * @param startMs its start, ms from the first sample
     * @param endMs its end, behind the start; it may lie behind the end of the trace
     * @param nanoamperes the injected current, relative to the holding current
     * @throws IllegalArgumentException if the times are not in order, or a number is not finite
     */
    public FeatureTrace stimulus(double startMs, double endMs, double nanoamperes) {
        if (!(startMs >= 0) || !(endMs > startMs) || Double.isInfinite(endMs)) {
            throw new IllegalArgumentException("the stimulus lasts from " + startMs + " to " + endMs
                    + " ms; it must start at 0 or later and end behind its start");
        }
        if (!Double.isFinite(nanoamperes)) {
            throw new IllegalArgumentException("the stimulus current is " + nanoamperes + " nA; it must be finite");
        }
        return new FeatureTrace(samples, dt, startMs, endMs, nanoamperes);
    }

    Samples samples() {
        return samples;
    }

    /** The number of samples. */
    public int length() {
        return samples.length();
    }

    /** The interval between samples, ms. */
    public double dt() {
        return dt;
    }

    /** The start of the stimulus, ms. */
    public double stimulusStart() {
        return start;
    }

    /** The end of the stimulus, ms. */
    public double stimulusEnd() {
        return end;
    }

    /** The stimulus current, nA. */
    public double stimulusCurrent() {
        return current;
    }

    /** The samples every {@code step} ms, on the lines through the samples that there are. */
    Samples samplesEvery(double step) {
        if (isOwnStep(step)) {
            return samples;
        }
        double ratio = step / dt;
        int length = (int) Math.floor((samples.length() - 1) / ratio + 1e-9) + 1;
        double[] values = new double[length];
        for (int k = 0; k < length; k++) {
            double position = k * ratio;
            int i = Math.min(samples.length() - 2, (int) (position + 1e-9));
            double fraction = Math.max(0, position - i);
            double left = samples.at(i);
            values[k] = left + fraction * (samples.at(i + 1) - left);
        }
        return new DoubleSamples(values, 0, length);
    }

    private boolean isOwnStep(double step) {
        return step == 0 || Math.abs(step - dt) <= 1e-9 * dt;
    }

    /** Adds a gradient by the samples every {@code step} ms to one by the trace's own samples, from an offset on. */
    void pullBack(double step, double[] gradient, double[] own, int offset) {
        if (isOwnStep(step)) {
            for (int i = 0; i < gradient.length; i++) {
                own[offset + i] += gradient[i];
            }
            return;
        }
        for (int k = 0; k < gradient.length; k++) {
            double position = k * (step / dt);
            int i = Math.min(samples.length() - 2, (int) (position + 1e-9));
            double fraction = Math.max(0, position - i);
            own[offset + i] += (1 - fraction) * gradient[k];
            own[offset + i + 1] += fraction * gradient[k];
        }
    }

    @Override
    public String toString() {
        return "trace of " + length() + " samples every " + dt + " ms, " + current + " nA from " + start + " to " + end
                + " ms";
    }
}
