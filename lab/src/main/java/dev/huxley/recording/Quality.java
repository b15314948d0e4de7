package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The quality of a sweep by the usual criteria (the defaults of the Allen Institute's ipfx). A failed check is a warning:
 * good public recordings miss some.
 *
 * @param checks the checks: drift, noise, holding current, and resistances where the file states them
 */
public record Quality(List<QualityCheck> checks) {
    private static final double LONGEST_BASELINE_MS = 500;
    private static final double FAST_NOISE_MS = 1.5;
    /** The membrane settles for this long behind the stimulus, ms. */
    private static final double SETTLING_MS = 100;

    public Quality {
        checks = List.copyOf(checks);
    }

    /**
     * Checks a sweep.
     *
     * @param voltage the voltage in mV, without an unrecorded tail
     * @param dt the sample interval in ms
     * @param protocol the stimulus
     * @param details what the file states
     */
    static Quality of(double[] voltage, double dt, Protocol protocol, SweepDetails details) {
        int start = samples(protocol.startMs(), dt, voltage.length);
        int end = samples(protocol.endMs(), dt, voltage.length);
        int baseline = samples(LONGEST_BASELINE_MS, dt, voltage.length);
        int from = Math.max(0, start - baseline);
        int last = Math.max(samples(protocol.endMs() + SETTLING_MS, dt, voltage.length), voltage.length - baseline);
        List<QualityCheck> checks = new ArrayList<>();
        boolean before = start - from >= samples(5, dt, voltage.length);
        boolean behind = voltage.length - last >= samples(5, dt, voltage.length) && last > end;
        checks.add(new QualityCheck(
                "voltage drift",
                before && behind
                        ? Math.abs(mean(voltage, last, voltage.length) - mean(voltage, from, start))
                        : Double.NaN,
                "mV",
                1.0));
        int fast = samples(FAST_NOISE_MS, dt, voltage.length);
        checks.add(new QualityCheck(
                "fast noise before",
                before ? rms(voltage, start - Math.min(fast, start), start) : Double.NaN,
                "mV",
                0.07));
        checks.add(new QualityCheck(
                "fast noise behind",
                behind ? rms(voltage, voltage.length - fast, voltage.length) : Double.NaN,
                "mV",
                0.07));
        checks.add(new QualityCheck("slow noise", before ? rms(voltage, from, start) : Double.NaN, "mV", 0.5));
        checks.add(new QualityCheck("holding current", Math.abs(protocol.holding()) * 1e3, "pA", 100));
        details.accessResistanceMegohm()
                .ifPresent(value -> checks.add(new QualityCheck("access resistance", value, "MOhm", 20)));
        return new Quality(checks);
    }

    /** Tells whether every check passes that could be measured. */
    public boolean passes() {
        return checks.stream().allMatch(QualityCheck::passes);
    }

    /** The checks that do not pass. */
    public List<QualityCheck> failed() {
        return checks.stream().filter(check -> !check.passes()).toList();
    }

    private static int samples(double ms, double dt, int length) {
        return (int) Math.max(0, Math.min(length, Math.round(ms / dt)));
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(Double.NaN);
    }

    private static double rms(double[] values, int from, int to) {
        double mean = mean(values, from, to);
        return Math.sqrt(Arrays.stream(values, from, to)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
    }

    @Override
    public String toString() {
        return passes() ? "PASS" : "WARN: " + failed();
    }
}
