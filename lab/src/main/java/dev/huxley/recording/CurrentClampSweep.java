package dev.huxley.recording;

import dev.huxley.protocol.TimePoints;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sweep of a current-clamp recording, ready for a fit: the voltage without an unrecorded tail, the current taken for
 * the injected one, and the stimulus. Immutable.
 */
public final class CurrentClampSweep {
    private static final double WITHOUT_STIMULUS_MS = 100;

    private final int index;
    private final String label;
    private final double dt;
    private final double[] voltage;
    private final StimulusCurrent current;
    private final Protocol protocol;
    private final Quality quality;
    private final SweepDetails details;
    private final int[] peaks;

    CurrentClampSweep(
            int index,
            String label,
            double dt,
            double[] voltage,
            StimulusCurrent current,
            Protocol protocol,
            Quality quality,
            SweepDetails details) {
        this.index = index;
        this.label = Objects.requireNonNull(label, "label");
        this.dt = dt;
        this.voltage = voltage;
        this.current = current;
        this.protocol = protocol;
        this.quality = quality;
        this.details = details;
        this.peaks = SpikePeaks.of(voltage);
    }

    /** The sweep's number in the recording, from 0. */
    public int index() {
        return index;
    }

    /** Its name for people, counted from 1: {@code "sweep 4"}. */
    public String label() {
        return label;
    }

    /** Time between two samples, ms. */
    public double sampleIntervalMs() {
        return dt;
    }

    /** The number of samples. */
    public int length() {
        return voltage.length;
    }

    /** The duration in ms. */
    public double durationMs() {
        return voltage.length * dt;
    }

    /** A copy of the voltage in mV; the liquid junction potential is not subtracted. */
    public double[] voltage() {
        return voltage.clone();
    }

    /** The current, of as many samples as the voltage. */
    public StimulusCurrent current() {
        return current;
    }

    /** The stimulus. */
    public Protocol protocol() {
        return protocol;
    }

    /** The quality of the sweep. */
    public Quality quality() {
        return quality;
    }

    /** The facts that the file states beside the samples. */
    public SweepDetails details() {
        return details;
    }

    /** The number of spikes in the whole sweep: peaks above -20 mV with a prominence of 15 mV. */
    public int spikes() {
        return peaks.length;
    }

    /** The number of spikes within the stimulus. */
    public int spikesInStimulus() {
        return SpikePeaks.count(peaks, sample(protocol.startMs()), sample(protocol.endMs()) + 1);
    }

    /** The times of the peaks of all spikes, ms. */
    public double[] spikeTimes() {
        return Arrays.stream(peaks).mapToDouble(peak -> peak * dt).toArray();
    }

    /**
     * The voltage at which the sweep begins, mV: the mean up to the first change of the current; of the first 100 ms if it
     * never changes.
     */
    public double initialVoltage() {
        int change = current.firstChange();
        int until = change == current.length() ? sample(WITHOUT_STIMULUS_MS) : change;
        return Arrays.stream(voltage, 0, Math.max(1, Math.min(until, voltage.length)))
                .average()
                .orElseThrow();
    }

    /** The first time (ms) at which the current changes; the duration if it never does. */
    public double firstChangeMs() {
        return current.firstChange() * dt;
    }

    private int sample(double ms) {
        return (int) Math.max(0, Math.min(voltage.length, TimePoints.nearest(ms, dt)));
    }

    @Override
    public String toString() {
        return label + ": " + protocol + ", " + spikes() + " spikes";
    }
}
