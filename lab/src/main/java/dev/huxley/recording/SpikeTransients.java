package dev.huxley.recording;

import java.util.Arrays;

/**
 * The transients of a recorded current at the cell's spikes: the amplifier's current source is not ideal, so a fast change
 * of the voltage shows in the recorded current (some 0.5 nA for 1 to 2 ms). A transient begins and ends at the same
 * current, 2 ms before and 4 ms behind the peak of the spike.
 */
final class SpikeTransients {
    private static final double BEFORE_MS = 2;
    private static final double BEHIND_MS = 4;
    private static final double REFERENCE_MS = 2;
    /** The smallest transient, nA. */
    private static final double SMALLEST = 0.02;
    /** The smallest transient in standard deviations of the noise. */
    private static final double SMALLEST_IN_NOISE = 5;

    /** The current with every transient replaced by a straight line. */
    final double[] bridged;
    /** The number of spikes with a transient. */
    final int count;
    /** The largest deviation from the straight line, nA; 0 without transients. */
    final double largest;

    private SpikeTransients(double[] bridged, int count, double largest) {
        this.bridged = bridged;
        this.count = count;
        this.largest = largest;
    }

    static SpikeTransients of(double[] current, int[] peaks, double dt) {
        double[] bridged = current.clone();
        int count = 0;
        double largest = 0;
        double limit = Math.max(SMALLEST, SMALLEST_IN_NOISE * Noise.ofSamples(current));
        int before = samples(BEFORE_MS, dt);
        int behind = samples(BEHIND_MS, dt);
        int reference = samples(REFERENCE_MS, dt);
        for (int peak : peaks) {
            int from = peak - before;
            int to = peak + behind;
            if (from - reference < 0 || to + reference > current.length) {
                continue;
            }
            double left = Staircase.median(Arrays.copyOfRange(bridged, from - reference, from));
            double right = Staircase.median(Arrays.copyOfRange(current, to, to + reference));
            double deviation = 0;
            for (int i = from; i < to; i++) {
                deviation = Math.max(deviation, Math.abs(current[i] - line(left, right, from, to, i)));
            }
            if (deviation > limit && Math.abs(right - left) <= 0.2 * deviation) {
                for (int i = from; i < to; i++) {
                    bridged[i] = line(left, right, from, to, i);
                }
                count++;
                largest = Math.max(largest, deviation);
            }
        }
        return new SpikeTransients(bridged, count, largest);
    }

    private static double line(double left, double right, int from, int to, int i) {
        return left + (right - left) * (i - from) / (to - from);
    }

    private static int samples(double ms, double dt) {
        return Math.max(1, (int) Math.round(ms / dt));
    }
}
