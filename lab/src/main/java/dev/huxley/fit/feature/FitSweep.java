package dev.huxley.fit.feature;

import dev.huxley.feature.FeatureTarget;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A sweep as a fit by features uses it: cut to the stimulus and its surroundings, brought to the time steps of the
 * simulation, with the features that a model should have. Times are ms from the beginning of the cut.
 *
 * @param label the sweep's name, counted from 1 as in the file
 * @param index its number in the recording, from 0
 * @param role its use
 * @param amplitude the current of the stimulus relative to the holding current, nA
 * @param holding the current before the stimulus, nA
 * @param offset the time in the recording's sweep at which this begins, ms
 * @param start the start of the stimulus, ms
 * @param end the end of the stimulus, ms
 * @param initialVoltage the voltage at which a model begins, mV
 * @param timeStep the time step of the search, ms; {@link #SAMPLE} is a multiple of it
 * @param current the injected current, nA in every time step
 * @param voltage the recorded voltage at every {@link #SAMPLE} ms, mV, without the liquid junction potential
 * @param targets the features that a model should have
 */
public record FitSweep(
        String label,
        int index,
        SweepRole role,
        double amplitude,
        double holding,
        double offset,
        double start,
        double end,
        double initialVoltage,
        double timeStep,
        double[] current,
        double[] voltage,
        List<FeatureTarget> targets) {
    /** The time step of the search unless set, ms. */
    public static final double STEP = 0.05;

    /** The time between two values of a trace from which features are taken, ms. */
    public static final double SAMPLE = 0.1;

    public FitSweep {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(role, "role");
        current = current.clone();
        voltage = voltage.clone();
        targets = List.copyOf(targets);
    }

    /** A copy of the current, nA in every step. */
    @Override
    public double[] current() {
        return current.clone();
    }

    /** A copy of the recorded voltage, mV. */
    @Override
    public double[] voltage() {
        return voltage.clone();
    }

    /** The number of time steps from one value of a trace to the next. */
    int stepsPerSample() {
        return (int) Math.round(SAMPLE / timeStep);
    }

    /** The current of the stimulus, nA, with the holding current. */
    public double level() {
        return holding + amplitude;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "FitSweep[%s, %s, %.4g pA from %.1f to %.1f ms, %d features]",
                label,
                role,
                amplitude * 1e3,
                offset + start,
                offset + end,
                targets.size());
    }
}
