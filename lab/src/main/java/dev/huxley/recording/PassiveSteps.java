package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The input resistance and the time constant of the membrane from steps without spikes, or the reason why they show
 * neither. Steps of up to 15 mV count; where there is none, the larger hyperpolarizing ones do. A step whose deflection is
 * less than three times the slow unrest of the voltage before it does not count.
 */
final class PassiveSteps {
    private static final double LARGEST_DEFLECTION = 15;
    private static final double SMALLEST_DEFLECTION = 1;

    /** Currents below this are no step, nA. */
    private static final double SMALLEST_STEP = 1e-4;

    /** The unrest of the voltage is that of its means over so many ms. */
    private static final double UNREST_MS = 10;

    private static final double TIMES_UNREST = 3;

    /** Samples within which no time constant is measured. */
    private static final int FEWEST_SAMPLES = 3;

    /** The part of the steady deflection that is reached after one time constant. */
    private static final double ONE_TIME_CONSTANT = 1 - 1 / Math.E;

    private final List<Step> small = new ArrayList<>();
    private final List<Step> clear = new ArrayList<>();
    private final List<Step> silent = new ArrayList<>();
    private final List<Step> large;
    private final String contradiction;

    /** A sweep with a step during which there is no spike. */
    private record Step(CurrentClampSweep sweep, double amplitude, double deflection) {
        double resistance() {
            return deflection / amplitude;
        }

        boolean isMoved() {
            return Math.abs(amplitude) >= SMALLEST_STEP && Math.abs(deflection) >= SMALLEST_DEFLECTION;
        }

        String words() {
            return String.format(
                    Locale.ROOT, "%.1f mV in %s at %.0f pA", deflection + 0.0, sweep.label(), 1e3 * amplitude + 0.0);
        }
    }

    private PassiveSteps(List<CurrentClampSweep> sweeps) {
        for (CurrentClampSweep sweep : sweeps) {
            if (sweep.spikesInStimulus() == 0) {
                Step step = new Step(sweep, sweep.protocol().amplitude(), deflection(sweep));
                silent.add(step);
                boolean isAtRest =
                        TIMES_UNREST * unrest(sweep) <= Math.max(SMALLEST_DEFLECTION, Math.abs(step.deflection()));
                if (isAtRest && Math.abs(step.deflection()) <= LARGEST_DEFLECTION) {
                    small.add(step);
                }
                if (isAtRest && step.isMoved()) {
                    clear.add(step);
                }
            }
        }
        large = clear.stream().filter(step -> step.amplitude() < 0).toList();
        contradiction = contradiction();
    }

    /** The passive properties that these sweeps with steps show. */
    static PassiveSteps of(List<CurrentClampSweep> sweeps) {
        return new PassiveSteps(sweeps);
    }

    /** The slope of the deflection over the current, MOhm; empty if {@link #reason} is not. */
    OptionalDouble resistance() {
        if (!reason().isEmpty()) {
            return OptionalDouble.empty();
        }
        return hasSmall() ? slope() : median(large.stream().mapToDouble(Step::resistance));
    }

    /** The median time in which 63 % of the steady deflection is reached, ms; empty if {@link #timeReason} is not. */
    OptionalDouble timeConstant() {
        return timeReason().isEmpty() ? time() : OptionalDouble.empty();
    }

    /** The reason why there is no input resistance; "" if there is one. */
    String reason() {
        if (silent.stream().noneMatch(step -> Math.abs(step.amplitude()) >= SMALLEST_STEP)) {
            return "there is no step without spikes";
        }
        if (!contradiction.isEmpty()) {
            return contradiction;
        }
        if (!hasSmall() && large.isEmpty()) {
            return silent.stream().anyMatch(Step::isMoved)
                    ? "no step without spikes has a clear deflection of up to 15 mV, or a larger hyperpolarizing one"
                    : "no step without spikes deflects the voltage by 1 mV";
        }
        double slope = hasSmall() ? slope().orElse(Double.NaN) : 1;
        return slope > 0 ? "" : "the deflections do not grow with the current";
    }

    /** The reason why there is no time constant; "" if there is one. */
    String timeReason() {
        if (!reason().isEmpty()) {
            return reason();
        }
        CurrentClampSweep first = silent.get(0).sweep();
        return time().orElse(0) >= FEWEST_SAMPLES * first.sampleIntervalMs()
                ? ""
                : "63 % of the deflection is reached within " + FEWEST_SAMPLES + " samples";
    }

    private boolean hasSmall() {
        return small.stream().anyMatch(Step::isMoved);
    }

    private OptionalDouble time() {
        return median((hasSmall() ? small.stream().filter(Step::isMoved) : large.stream())
                .mapToDouble(PassiveSteps::timeConstant));
    }

    /** Says which deflection has the wrong sign, or is missing where a smaller current of that sign has one. */
    private String contradiction() {
        for (Step step : clear) {
            if (step.resistance() < 0) {
                return "the voltage does not follow the current: it moves by " + step.words();
            }
            for (Step other : silent) {
                if (other.amplitude() * step.amplitude() > 0
                        && Math.abs(other.amplitude()) > Math.abs(step.amplitude())
                        && !(other.deflection() / other.amplitude() > 0 && other.isMoved())) {
                    return "the voltage does not follow the current: it moves by " + step.words() + ", but by "
                            + other.words();
                }
            }
        }
        return "";
    }

    /** The mean of the last tenth of the stimulus minus the baseline, mV. */
    private static double deflection(CurrentClampSweep sweep) {
        double end = sweep.protocol().endMs();
        double from = end - 0.1 * sweep.protocol().durationMs();
        return mean(sweep.voltage(), from / sweep.sampleIntervalMs(), end / sweep.sampleIntervalMs())
                - sweep.initialVoltage();
    }

    /** The standard deviation of the voltage's means over 10 ms before the first change of the current, mV. */
    private static double unrest(CurrentClampSweep sweep) {
        double[] voltage = sweep.voltage();
        double dt = sweep.sampleIntervalMs();
        double until = Math.min(sweep.firstChangeMs(), sweep.protocol().startMs());
        double[] means = DoubleStream.iterate(0, from -> from + UNREST_MS <= until, from -> from + UNREST_MS)
                .map(from -> mean(voltage, from / dt, (from + UNREST_MS) / dt))
                .toArray();
        double middle = Arrays.stream(means).average().orElse(0);
        return Math.sqrt(Arrays.stream(means)
                .map(mean -> (mean - middle) * (mean - middle))
                .average()
                .orElse(0));
    }

    private static double mean(double[] voltage, double from, double to) {
        int first = (int) Math.max(0, Math.min(voltage.length - 1, Math.round(from)));
        int end = (int) Math.max(first + 1, Math.min(voltage.length, Math.round(to)));
        return Arrays.stream(voltage, first, end).average().orElse(Double.NaN);
    }

    private static double timeConstant(Step step) {
        CurrentClampSweep sweep = step.sweep();
        double[] voltage = sweep.voltage();
        double initial = sweep.initialVoltage();
        int start = (int) Math.round(sweep.protocol().startMs() / sweep.sampleIntervalMs());
        int i = start;
        while (i < voltage.length && (voltage[i] - initial) / step.deflection() < ONE_TIME_CONSTANT) {
            i++;
        }
        return (i - start) * sweep.sampleIntervalMs();
    }

    /** The slope of the least-squares line; of one current alone that through the baseline. */
    private OptionalDouble slope() {
        double x = small.stream().mapToDouble(Step::amplitude).average().orElse(0);
        double y = small.stream().mapToDouble(Step::deflection).average().orElse(0);
        double xx = small.stream()
                .mapToDouble(step -> Math.pow(step.amplitude() - x, 2))
                .sum();
        if (xx < small.size() * SMALLEST_STEP * SMALLEST_STEP) {
            return OptionalDouble.of(y / x);
        }
        double xy = small.stream()
                .mapToDouble(step -> (step.amplitude() - x) * (step.deflection() - y))
                .sum();
        return OptionalDouble.of(xy / xx);
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
