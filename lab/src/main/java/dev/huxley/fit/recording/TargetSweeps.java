package dev.huxley.fit.recording;

import dev.huxley.protocol.TimePoints;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Resampling;
import dev.huxley.recording.Sweep;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sweeps that a model should reproduce: for each the recorded voltage at the time points of the simulation, and the
 * current injected in each step. All have the same length. Immutable.
 */
public final class TargetSweeps {
    /**
     * The largest time step (ms): at slower sampling, the simulation takes smaller steps than the recording, for
     * accuracy.
     */
    private static final double LARGEST_STEP = 0.05;

    /** The longest time (ms) over which the initial voltage is averaged; a single sample would be noisy. */
    private static final double LONGEST_BASELINE_MS = 3;

    private static final int MOST_SHOWN = 6;

    private final List<String> labels;
    private final double timeStep;
    private final double startMs;
    private final double[][] voltage;
    private final double[][] current;
    private final List<String> doubts;
    private final List<String> corrections;

    private TargetSweeps(
            List<String> labels,
            double timeStep,
            double startMs,
            double[][] voltage,
            double[][] current,
            List<String> doubts,
            List<String> corrections) {
        this.labels = List.copyOf(labels);
        this.timeStep = timeStep;
        this.startMs = startMs;
        this.voltage = voltage;
        this.current = current;
        this.doubts = doubts;
        this.corrections = List.copyOf(corrections);
    }

    /**
     * Sweeps given as arrays.
     *
     * @param labels their names
     * @param timeStep the time step in ms
     * @param voltage for every sweep the voltage in mV, with the same number of time points in each; the first one is
     *     the initial state
     * @param current for every sweep the current in nA: one value fewer than there are time points
     */
    public static TargetSweeps of(List<String> labels, double timeStep, double[][] voltage, double[][] current) {
        if (labels.isEmpty() || labels.size() != voltage.length || voltage.length != current.length) {
            throw new IllegalArgumentException("there are " + labels.size() + " names of sweeps, " + voltage.length
                    + " voltages and " + current.length + " currents; give one of each per sweep, and at least one");
        }
        for (int i = 0; i < voltage.length; i++) {
            if (voltage[i].length != voltage[0].length || current[i].length != voltage[0].length - 1) {
                throw new IllegalArgumentException(labels.get(i) + " has " + voltage[i].length + " voltages and "
                        + current[i].length + " currents; " + labels.get(0) + " has " + voltage[0].length
                        + " voltages: give as many in every sweep, and one current fewer");
            }
        }
        return new TargetSweeps(labels, timeStep, 0, copy(voltage), copy(current), List.of(), List.of());
    }

    /** The chosen sweeps of a recording, resampled to the time step of the simulation. */
    static TargetSweeps of(Recording recording, SweepChoice choice) {
        List<Sweep> sweeps = recording.select(choice.selection());
        double interval = sweeps.get(0).sampleIntervalMs();
        double step = Double.isNaN(choice.timeStep()) ? Math.min(interval, LARGEST_STEP) : choice.timeStep();
        double from = Double.isNaN(choice.from()) ? 0 : choice.from();
        List<String> labels = new ArrayList<>();
        double[][] voltage = new double[sweeps.size()][];
        double[][] current = new double[sweeps.size()][];
        for (int i = 0; i < voltage.length; i++) {
            Sweep whole = sweeps.get(i);
            Sweep window = whole.window(from, Double.isNaN(choice.to()) ? whole.durationMs() : choice.to());
            voltage[i] = Resampling.resample(window.voltage(), window.sampleIntervalMs(), step);
            current[i] = Resampling.resampleCommand(window.injectedCurrent(), window.sampleIntervalMs(), step);
            labels.add("sweep " + (whole.index() + 1));
        }
        int shortest = IntStream.range(0, voltage.length)
                .map(i -> Math.min(voltage[i].length, current[i].length))
                .min()
                .orElseThrow();
        if (shortest < 3) {
            throw new IllegalArgumentException("the window has " + shortest
                    + " time points; choose its start and its end at least a few milliseconds apart");
        }
        List<String> doubts = unitDoubts(voltage);
        List<String> corrections = new ArrayList<>();
        corrections.add("injected current: " + sweeps.get(0).injectedCurrentOrigin());
        corrections.add(resampling(interval, step, !Double.isNaN(choice.timeStep())));
        if (Arrays.stream(voltage).anyMatch(trace -> trace.length > shortest)) {
            corrections.add(String.format(
                    Locale.ROOT, "length: all sweeps are cut to the shortest, %.1f ms", (shortest - 1) * step));
        }
        double junction = choice.junctionPotential();
        corrections.add(
                junction == 0
                        ? "liquid junction potential: nothing is subtracted"
                        : "liquid junction potential: " + junction + " mV is subtracted from the recorded voltage");
        for (int i = 0; i < voltage.length; i++) {
            voltage[i] = Arrays.stream(voltage[i], 0, shortest)
                    .map(v -> v - junction)
                    .toArray();
            current[i] = Arrays.copyOf(current[i], shortest - 1);
        }
        TargetSweeps target = new TargetSweeps(labels, step, from, voltage, current, doubts, corrections);
        corrections.add(target.initialStates());
        return new TargetSweeps(labels, step, from, voltage, current, doubts, corrections);
    }

    private static String resampling(double interval, double step, boolean isAsked) {
        if (Math.abs(interval / step - 1) < 1e-9) {
            return "time step: that of the recording, " + step + " ms; nothing is resampled";
        }
        return "time step: " + step + " ms" + (isAsked ? " as asked" : ", the longest that is used by default")
                + "; the voltage, recorded every " + interval
                + " ms, is resampled by a band-limited filter, the current is held";
    }

    private String initialStates() {
        String voltages = IntStream.range(0, Math.min(sweeps(), MOST_SHOWN))
                .mapToObj(sweep -> String.format(Locale.ROOT, "%.2f", initialVoltage(sweep)))
                .collect(Collectors.joining(", "));
        return "initial states, assumed: each sweep begins at its mean voltage before the current changes (of at most "
                + "3 ms), with all gates at rest there: " + voltages + (sweeps() > MOST_SHOWN ? ", ..." : "") + " mV";
    }

    private static List<String> unitDoubts(double[][] voltage) {
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

    /** Warnings about data that may be in another unit. */
    public List<String> doubts() {
        return doubts;
    }

    /**
     * Sentences on all differences between these sweeps and those of the file, and on all assumptions: the origin of
     * the current, resampling, the liquid junction potential, initial states.
     */
    public List<String> corrections() {
        return corrections;
    }

    /** The names of the sweeps, counted from 1 as in the file. */
    public List<String> labels() {
        return labels;
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    /** The time in the file's sweeps at which these begin, ms. */
    public double startMs() {
        return startMs;
    }

    /** The voltage in mV: a copy, of the shape (sweeps, time points). */
    public double[][] voltage() {
        return copy(voltage);
    }

    /** The current in nA: a copy, of the shape (sweeps, time points - 1). */
    public double[][] current() {
        return copy(current);
    }

    /** The number of sweeps. */
    public int sweeps() {
        return voltage.length;
    }

    /** The number of time points of each sweep. */
    public int timePoints() {
        return voltage[0].length;
    }

    /** The duration of each sweep in ms. */
    public double duration() {
        return (timePoints() - 1) * timeStep;
    }

    /** The voltage at which a sweep begins, mV: the mean over the first 3 ms, or until the current first changes. */
    public double initialVoltage(int sweep) {
        int longest = Math.max(1, (int) TimePoints.nearest(LONGEST_BASELINE_MS, timeStep));
        int samples = 1;
        while (samples < Math.min(longest, current[sweep].length) && current[sweep][samples] == current[sweep][0]) {
            samples++;
        }
        return Arrays.stream(voltage[sweep], 0, samples).average().orElseThrow();
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TargetSweeps[%s of %.1f ms, steps of %s ms]",
                Brief.count(sweeps(), "sweep"),
                duration(),
                timeStep);
    }
}
