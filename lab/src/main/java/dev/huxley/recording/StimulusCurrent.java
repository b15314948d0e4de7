package dev.huxley.recording;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The current taken for the injected one in a sweep. Immutable; the array is copied.
 *
 * @param values the current in nA, one value per sample
 * @param sampleIntervalMs time between two samples, ms
 * @param choice the choice that was made; never {@link CurrentChoice#AUTOMATIC}
 * @param origin the origin in words, for instance {@code "recorded \"Imemb\" [pA], mean of each epoch"}
 * @param epochs the epochs of a staircase in order, without gaps; empty for a ramp, noise, or a current as recorded
 */
public record StimulusCurrent(
        double[] values, double sampleIntervalMs, CurrentChoice choice, String origin, List<StimulusEpoch> epochs) {
    /** The largest number of epochs for which a current is called a staircase. */
    static final int MOST_EPOCHS = 64;

    public StimulusCurrent {
        if (!(sampleIntervalMs > 0)) {
            throw new IllegalArgumentException("sample interval must be positive: " + sampleIntervalMs + " ms");
        }
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(origin, "origin");
        values = values.clone();
        epochs = List.copyOf(epochs);
    }

    /** A current whose epochs are the runs of equal values, if there are at most {@value #MOST_EPOCHS}. */
    static StimulusCurrent exact(double[] values, double dt, CurrentChoice choice, String origin) {
        return new StimulusCurrent(values, dt, choice, origin, Staircase.runs(values, dt, MOST_EPOCHS));
    }

    /** A copy of the current in nA. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /** The current at a sample, nA. */
    public double value(int sample) {
        return values[sample];
    }

    /** The number of samples. */
    public int length() {
        return values.length;
    }

    /** The first sample that differs from sample 0; {@link #length()} if there is none. */
    public int firstChange() {
        int i = 1;
        while (i < values.length && values[i] == values[0]) {
            i++;
        }
        return Math.min(i, values.length);
    }

    /** The first samples only. */
    StimulusCurrent cut(int samples) {
        if (samples >= values.length) {
            return this;
        }
        double end = samples * sampleIntervalMs;
        List<StimulusEpoch> kept = epochs.stream()
                .filter(epoch -> epoch.startMs() < end - sampleIntervalMs / 2)
                .map(epoch -> new StimulusEpoch(epoch.startMs(), Math.min(epoch.endMs(), end), epoch.level()))
                .toList();
        return new StimulusCurrent(Arrays.copyOf(values, samples), sampleIntervalMs, choice, origin, kept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StimulusCurrent that
                && Arrays.equals(values, that.values)
                && sampleIntervalMs == that.sampleIntervalMs
                && choice == that.choice
                && origin.equals(that.origin)
                && epochs.equals(that.epochs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(values), sampleIntervalMs, choice, origin, epochs);
    }

    @Override
    public String toString() {
        return "StimulusCurrent[" + origin + ", " + values.length + " samples, " + epochs.size() + " epochs]";
    }
}
