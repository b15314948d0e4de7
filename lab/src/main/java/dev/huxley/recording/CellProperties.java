package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Figures of a cell from its sweeps. Each is empty where no sweep shows it.
 *
 * @param restingPotential the mean voltage (mV) before the stimulus over the sweeps, at their holding current
 * @param holding the mean holding current, nA
 * @param inputResistance the slope (MOhm) of the steady deflection over the current, of steps of up to 15 mV without spikes
 * @param timeConstant the time constant (ms) of the membrane: the median over these steps of the time after which 63 % of the
 *     steady deflection is reached
 * @param rheobase the smallest step (nA, relative to the holding current) with a spike
 * @param rates the rate of spikes for every step, sorted by the current
 */
public record CellProperties(
        OptionalDouble restingPotential,
        double holding,
        OptionalDouble inputResistance,
        OptionalDouble timeConstant,
        OptionalDouble rheobase,
        List<Rate> rates) {
    private static final double LARGEST_DEFLECTION = 15;
    private static final double SMALLEST_DEFLECTION = 1;

    /** The part of the steady deflection that is reached after one time constant. */
    private static final double ONE_TIME_CONSTANT = 1 - 1 / Math.E;

    /**
     * The rate of spikes during a step.
     *
     * @param amplitude the step, nA relative to the holding current
     * @param hertz spikes per second of the step
     */
    public record Rate(double amplitude, double hertz) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4g pA: %.4g Hz", 1e3 * amplitude, hertz);
        }
    }

    public CellProperties {
        rates = List.copyOf(rates);
    }

    /** The figures of these sweeps. */
    public static CellProperties of(CurrentClampSweeps sweeps) {
        List<CurrentClampSweep> steps = sweeps.sweeps().stream()
                .filter(sweep -> sweep.protocol().kind() == Protocol.Kind.STEP)
                .toList();
        List<double[]> deflections = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        List<Rate> rates = new ArrayList<>();
        for (CurrentClampSweep sweep : steps) {
            Protocol protocol = sweep.protocol();
            rates.add(new Rate(protocol.amplitude(), 1e3 * sweep.spikesInStimulus() / protocol.durationMs()));
            double deflection = deflection(sweep);
            if (sweep.spikesInStimulus() == 0 && Math.abs(deflection) <= LARGEST_DEFLECTION) {
                deflections.add(new double[] {protocol.amplitude(), deflection});
                if (Math.abs(deflection) >= SMALLEST_DEFLECTION) {
                    times.add(timeConstant(sweep, deflection));
                }
            }
        }
        rates.sort(Comparator.comparingDouble(Rate::amplitude));
        return new CellProperties(
                sweeps.sweeps().stream()
                        .mapToDouble(CurrentClampSweep::initialVoltage)
                        .average(),
                sweeps.sweeps().stream()
                        .mapToDouble(sweep -> sweep.protocol().holding())
                        .average()
                        .orElse(0),
                slope(deflections),
                median(times),
                rates.stream()
                        .filter(rate -> rate.hertz() > 0)
                        .mapToDouble(Rate::amplitude)
                        .min(),
                rates);
    }

    /** The mean of the last tenth of the stimulus minus the baseline, mV. */
    private static double deflection(CurrentClampSweep sweep) {
        double end = sweep.protocol().endMs();
        double from = end - 0.1 * sweep.protocol().durationMs();
        return mean(sweep.voltage(), from / sweep.sampleIntervalMs(), end / sweep.sampleIntervalMs())
                - sweep.initialVoltage();
    }

    private static double mean(double[] voltage, double from, double to) {
        int first = (int) Math.max(0, Math.min(voltage.length - 1, Math.round(from)));
        int end = (int) Math.max(first + 1, Math.min(voltage.length, Math.round(to)));
        return Arrays.stream(voltage, first, end).average().orElse(Double.NaN);
    }

    private static double timeConstant(CurrentClampSweep sweep, double deflection) {
        double[] voltage = sweep.voltage();
        double level = ONE_TIME_CONSTANT * deflection;
        int start = (int) Math.round(sweep.protocol().startMs() / sweep.sampleIntervalMs());
        int i = start;
        while (i < voltage.length && (voltage[i] - sweep.initialVoltage()) / deflection < level / deflection) {
            i++;
        }
        return (i - start) * sweep.sampleIntervalMs();
    }

    /** The slope of the least-squares line; empty for fewer than two currents. */
    private static OptionalDouble slope(List<double[]> points) {
        double x = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double y = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double xy = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[1] - y))
                .sum();
        double xx = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[0] - x))
                .sum();
        return xx > 0 ? OptionalDouble.of(xy / xx) : OptionalDouble.empty();
    }

    private static OptionalDouble median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    @Override
    public String toString() {
        return "CellProperties[" + restingPotential + " mV, " + inputResistance + " MOhm, " + timeConstant + " ms, "
                + rheobase + " nA, " + rates.size() + " rates]";
    }
}
