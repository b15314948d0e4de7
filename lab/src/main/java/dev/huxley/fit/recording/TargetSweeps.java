package dev.huxley.fit.recording;

import dev.huxley.protocol.TimePoints;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Resampling;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sweeps that a model should reproduce: for each the recorded voltage at the time points of the simulation, and the
 * current injected in each step. They may differ in length. Immutable.
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

    /** A sweep with fewer time points in the window is left out. */
    private static final int FEWEST_POINTS = 3;

    private final List<String> labels;
    private final double timeStep;
    private final double startMs;
    private final double[][] voltage;
    private final double[][] current;
    private final List<String> warnings;
    private final List<String> corrections;

    private TargetSweeps(
            List<String> labels,
            double timeStep,
            double startMs,
            double[][] voltage,
            double[][] current,
            List<String> warnings,
            List<String> corrections) {
        this.labels = List.copyOf(labels);
        this.timeStep = timeStep;
        this.startMs = startMs;
        this.voltage = voltage;
        this.current = current;
        this.warnings = List.copyOf(warnings);
        this.corrections = List.copyOf(corrections);
    }

    /**
     * Sweeps given as arrays.
     *
     * @param labels their names
     * @param timeStep the time step in ms
     * @param voltage for every sweep the voltage in mV at its time points; the first one is the initial state
     * @param current for every sweep the current in nA: one value fewer than there are time points
     */
    public static TargetSweeps of(List<String> labels, double timeStep, double[][] voltage, double[][] current) {
        if (labels.isEmpty() || labels.size() != voltage.length || voltage.length != current.length) {
            throw new IllegalArgumentException("there are " + labels.size() + " names of sweeps, " + voltage.length
                    + " voltages and " + current.length + " currents; give one of each per sweep, and at least one");
        }
        for (int i = 0; i < voltage.length; i++) {
            if (current[i].length == 0 || current[i].length != voltage[i].length - 1) {
                throw new IllegalArgumentException(labels.get(i) + " has " + voltage[i].length + " voltages and "
                        + current[i].length + " currents; give one current fewer than voltages, and at least one");
            }
        }
        return new TargetSweeps(labels, timeStep, 0, copy(voltage), copy(current), List.of(), List.of());
    }

    /**
     * The chosen sweeps of a recording, resampled to the time step of the simulation.
     *
     * @throws dev.huxley.recording.RecordingException if no sweep can be fitted as current clamp
     * @throws IllegalArgumentException if a sweep that is named does not exist, or the window is not in the sweeps
     */
    static TargetSweeps of(Recording recording, SweepChoice choice) {
        CurrentClampSweeps clamped = CurrentClampSweeps.of(recording, choice.options());
        List<Integer> order =
                choice.options().sweeps().indices(recording.sweeps().size());
        List<CurrentClampSweep> sweeps = clamped.requireSweeps().stream()
                .sorted(Comparator.comparingInt(sweep -> order.indexOf(sweep.index())))
                .toList();
        double interval = sweeps.stream()
                .mapToDouble(CurrentClampSweep::sampleIntervalMs)
                .min()
                .orElseThrow();
        double step = Double.isNaN(choice.timeStep()) ? Math.min(interval, LARGEST_STEP) : choice.timeStep();
        double from = Double.isNaN(choice.from()) ? 0 : choice.from();
        double to = Double.isNaN(choice.to()) ? Double.POSITIVE_INFINITY : choice.to();
        requireWindow(from, to, sweeps);
        double junction = Math.abs(
                choice.junctionPotential().orElse(clamped.junctionPotential().orElse(0)));
        List<String> labels = new ArrayList<>();
        List<double[]> voltage = new ArrayList<>();
        List<double[]> current = new ArrayList<>();
        List<String> warnings = new ArrayList<>(clamped.warnings(junction));
        int most = 0;
        for (CurrentClampSweep sweep : sweeps) {
            double dt = sweep.sampleIntervalMs();
            int first = (int) Math.min(sweep.length() - 1, TimePoints.nearest(from, dt));
            int end = to >= sweep.durationMs() ? sweep.length() : (int) TimePoints.nearest(to, dt);
            double[] v =
                    Resampling.resample(Arrays.copyOfRange(sweep.voltage(), first, Math.max(first + 1, end)), dt, step);
            most = Math.max(most, v.length);
            if (v.length < FEWEST_POINTS) {
                warnings.add(sweep.label() + " is left out: it ends at " + sweep.durationMs()
                        + " ms, and the window begins at " + from + " ms");
                continue;
            }
            double[] i = Arrays.copyOfRange(sweep.current().values(), first, end);
            labels.add(sweep.label());
            voltage.add(Arrays.stream(v).map(value -> value - junction).toArray());
            current.add(Arrays.copyOf(Resampling.resampleCommand(i, dt, step), v.length - 1));
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("the window has " + most
                    + " time points; choose its start and its end at least a few milliseconds apart");
        }
        List<String> corrections = new ArrayList<>(clamped.notes());
        corrections.add(resampling(interval, step, !Double.isNaN(choice.timeStep())));
        corrections.add(junction(junction, choice.junctionPotential().isEmpty()));
        TargetSweeps target = new TargetSweeps(
                labels,
                step,
                from,
                voltage.toArray(double[][]::new),
                current.toArray(double[][]::new),
                warnings,
                corrections);
        target.lengths().ifPresent(corrections::add);
        corrections.add(target.initialStates());
        return new TargetSweeps(labels, step, from, target.voltage, target.current, warnings, corrections);
    }

    private static void requireWindow(double from, double to, List<CurrentClampSweep> sweeps) {
        CurrentClampSweep longest = Collections.max(sweeps, Comparator.comparingDouble(CurrentClampSweep::durationMs));
        double interval = longest.sampleIntervalMs();
        boolean isInside = from >= 0
                && from < to
                && TimePoints.nearest(from, interval) < longest.length()
                && (Double.isInfinite(to) || TimePoints.nearest(to, interval) <= longest.length());
        if (!isInside) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "window %s to %s: %s has 0 to %s ms in steps of %s ms%s",
                    from,
                    Double.isInfinite(to) ? "the end" : to + " ms",
                    longest.label(),
                    longest.durationMs(),
                    interval,
                    sweeps.size() == 1 ? "" : ", and no sweep is longer"));
        }
    }

    private static String junction(double millivolt, boolean isOfFile) {
        return millivolt == 0
                ? "liquid junction potential: " + (isOfFile ? "none is known, so the" : "0, so the")
                        + " recorded voltage is taken as it is"
                : "liquid junction potential" + (isOfFile ? ", which the file states" : "")
                        + ": the recorded voltage is lowered by " + millivolt + " mV";
    }

    /** A sentence on the lengths of the sweeps; empty if all are equal. */
    private Optional<String> lengths() {
        IntSummaryStatistics points =
                Arrays.stream(voltage).mapToInt(v -> v.length).summaryStatistics();
        return points.getMin() == points.getMax()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "length: the sweeps have %.1f to %.1f ms; each is compared up to its own end",
                        (points.getMin() - 1) * timeStep,
                        (points.getMax() - 1) * timeStep));
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

    /** Sentences on what may be wrong with the recording, and on sweeps that are left out. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Sentences on all differences between these sweeps and those of the file, and on all assumptions: the origin of
     * the current, resampling, the liquid junction potential, lengths, initial states.
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

    /** The voltage in mV: a copy, for each sweep one value per time point. */
    public double[][] voltage() {
        return copy(voltage);
    }

    /** The current in nA: a copy, for each sweep one value fewer than it has time points. */
    public double[][] current() {
        return copy(current);
    }

    /** The number of sweeps. */
    public int sweeps() {
        return voltage.length;
    }

    /** The number of time points of a sweep, from 0. */
    public int timePoints(int sweep) {
        return voltage[sweep].length;
    }

    /** The number of time points of the longest sweep. */
    public int timePoints() {
        return Arrays.stream(voltage).mapToInt(v -> v.length).max().orElseThrow();
    }

    /** The duration of the longest sweep in ms. */
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
