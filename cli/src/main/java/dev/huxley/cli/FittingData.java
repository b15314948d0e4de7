package dev.huxley.cli;

import dev.huxley.protocol.TimePoints;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Resampling;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.SweepSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The data that a model is fitted to: for every chosen sweep the recorded voltage at the time points of the simulation,
 * and the current injected in each of its steps.
 *
 * @param labels the names of the sweeps
 * @param timeStep the time step in ms
 * @param startMs when the window begins in the sweep, ms
 * @param voltage for every sweep the voltage in mV: time points, the first one the initial state
 * @param current for every sweep the current in nA: one value fewer than there are time points
 */
record FittingData(List<String> labels, double timeStep, double startMs, double[][] voltage, double[][] current) {
    /** A slower sampling than this would cost accuracy, so the simulation then steps finer than the recording. */
    private static final double LARGEST_STEP = 0.05;

    /** The voltage at the start is a mean over at most this time, since a single sample carries the noise. */
    private static final double LONGEST_BASELINE_MS = 3;

    /**
     * @param from the start of the window in ms, NaN for the start of the sweeps
     * @param to the end of the window in ms, NaN for the end of the sweeps
     * @param timeStep the time step in ms, NaN for the recording's, but at most 0.05 ms
     */
    static FittingData of(Recording recording, SweepSelection selection, double from, double to, double timeStep) {
        List<Sweep> sweeps = recording.select(selection);
        double interval = sweeps.get(0).sampleIntervalMs();
        double step = Double.isNaN(timeStep) ? Math.min(interval, LARGEST_STEP) : timeStep;
        List<String> labels = new ArrayList<>();
        double[][] voltage = new double[sweeps.size()][];
        double[][] current = new double[sweeps.size()][];
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < voltage.length; i++) {
            Sweep whole = sweeps.get(i);
            Sweep window = whole.window(Double.isNaN(from) ? 0 : from, Double.isNaN(to) ? whole.durationMs() : to);
            voltage[i] = Resampling.resample(window.voltage(), window.sampleIntervalMs(), step);
            current[i] = Resampling.resampleCommand(window.injectedCurrent(), window.sampleIntervalMs(), step);
            labels.add("sweep " + (whole.index() + 1));
            shortest = Math.min(shortest, Math.min(voltage[i].length, current[i].length));
        }
        if (shortest < 3) {
            throw new IllegalArgumentException("the window has " + shortest + " time points; choose --from and --to"
                    + " at least a few milliseconds apart");
        }
        for (int i = 0; i < voltage.length; i++) {
            voltage[i] = Arrays.copyOf(voltage[i], shortest);
            current[i] = Arrays.copyOf(current[i], shortest - 1);
        }
        return new FittingData(labels, step, Double.isNaN(from) ? 0 : from, voltage, current);
    }

    /** Warnings about data that look as if they were in another unit. */
    List<String> doubts() {
        double largest = Arrays.stream(voltage)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        return largest > 0 && largest < 1
                ? List.of(String.format(
                        Locale.ROOT,
                        "the recorded voltage stays within %.3g mV of 0 throughout; are these V? Then write [V] for"
                                + " [mV] in the header of the file",
                        largest))
                : List.of();
    }

    /** The number of sweeps. */
    int sweeps() {
        return voltage.length;
    }

    /** The number of time points. */
    int timePoints() {
        return voltage[0].length;
    }

    /** The duration in ms. */
    double duration() {
        return (timePoints() - 1) * timeStep;
    }

    /** The voltage at which a sweep begins, mV: the mean over the first 3 ms, or until the current first changes. */
    double initialVoltage(int sweep) {
        int longest = Math.max(1, (int) TimePoints.nearest(LONGEST_BASELINE_MS, timeStep));
        int samples = 1;
        while (samples < Math.min(longest, current[sweep].length) && current[sweep][samples] == current[sweep][0]) {
            samples++;
        }
        return Arrays.stream(voltage[sweep], 0, samples).average().orElseThrow();
    }
}
