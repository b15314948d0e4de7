package dev.huxley.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The times at which recorded currents change together: the edges of the stimulus.
 *
 * <p>All sweeps of a protocol change at the same samples, by different amounts; noise, drift and transients at spikes do
 * not. So a sample is an edge if a split there lowers the sum of squares of many sweeps at once. The splits are found one
 * after the other, each part split again where that gains most (binary segmentation, Vostrikova 1981). The gain of a sweep
 * is in units of the variance of its noise and, from three sweeps on, bounded so that a third of the sweeps must agree.
 * Sums up to every sample make a split cost one pass: sweeps * samples * splits. Edges with no considerable change in any
 * sweep are then taken out again.
 */
final class ChangePoints {
    /** The smallest change that counts, nA. */
    private static final double SMALLEST_CHANGE = 0.002;
    /** The smallest change as a part of the largest. */
    private static final double SMALLEST_PART = 0.03;

    /**
     * The gain of a sweep, in variances of its noise, that is enough: ten standard deviations of the mean. The noise of
     * amplifiers is not white (hum of the mains), so statistical limits for white noise are too low.
     */
    private static final double GAIN = 100;

    private static final double AGREEING = 0.35;
    private static final int LEAST_JOINT = 3;
    private static final int MOST_SPLITS = 512;
    private static final double NOISE_BLOCK_MS = 2;
    private static final double TRANSITION_MS = 0.9;
    private static final int MOST_SWEEPS = 24;

    private final double[][] sweeps;
    private final double[][] sums;
    private final double[] variance;
    private final double threshold;
    private final double cap;
    private final TreeSet<Integer> edges = new TreeSet<>();

    private ChangePoints(double[][] sweeps, double dt) {
        this.sweeps = sweeps;
        sums = new double[sweeps.length][];
        variance = new double[sweeps.length];
        int longest = 0;
        for (int s = 0; s < sweeps.length; s++) {
            double[] values = sweeps[s];
            longest = Math.max(longest, values.length);
            sums[s] = new double[values.length + 1];
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < values.length; i++) {
                sums[s][i + 1] = sums[s][i] + (values[i] - values[0]);
                least = Math.min(least, values[i]);
                most = Math.max(most, values[i]);
            }
            double noise = Math.max(Noise.ofSamples(values), Noise.ofBlocks(values, Math.max(1, (int)
                    Math.round(NOISE_BLOCK_MS / dt))));
            noise = Math.max(noise, Math.max(1e-6, 1e-4 * (most - least)));
            variance[s] = noise * noise;
        }
        boolean isJoint = sweeps.length >= LEAST_JOINT;
        threshold = GAIN * (isJoint ? AGREEING * sweeps.length : 1);
        cap = isJoint ? GAIN : Double.POSITIVE_INFINITY;
        edges.add(0);
        edges.add(longest);
    }

    /**
     * The edges, first 0, last the length of the longest sweep; empty if there are more than {@code most} epochs.
     *
     * @param sweeps the currents in nA, which may differ in length
     */
    static int[] of(List<double[]> sweeps, double dt, int most) {
        double[][] chosen = sweeps.toArray(double[][]::new);
        if (chosen.length > MOST_SWEEPS) {
            chosen = new double[MOST_SWEEPS][];
            for (int i = 0; i < MOST_SWEEPS; i++) {
                chosen[i] = sweeps.get((int) ((long) i * (sweeps.size() - 1) / (MOST_SWEEPS - 1)));
            }
        }
        ChangePoints points = new ChangePoints(chosen, dt);
        List<int[]> parts = new ArrayList<>();
        parts.add(new int[] {0, points.edges.last()});
        while (!parts.isEmpty()) {
            int[] part = parts.remove(parts.size() - 1);
            int split = points.split(part[0], part[1]);
            if (split < 0) {
                continue;
            }
            points.edges.add(split);
            if (points.edges.size() > MOST_SPLITS) {
                return new int[0];
            }
            parts.add(new int[] {part[0], split});
            parts.add(new int[] {split, part[1]});
        }
        points.removeSmall();
        points.removeTransitions(Math.max(1, (int) Math.round(TRANSITION_MS / dt)));
        return points.edges.size() - 1 > most
                ? new int[0]
                : points.edges.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The best split of a part, -1 if it does not gain enough. The sum of the roots of the gains is largest at an edge,
     * and less than that of the gains themselves at a transient of one sweep.
     */
    private int split(int from, int to) {
        int best = -1;
        double most = 0;
        for (int at = from + 1; at < to; at++) {
            double root = 0;
            for (int s = 0; s < sweeps.length; s++) {
                root += Math.sqrt(gain(s, from, at, to));
            }
            if (root > most) {
                most = root;
                best = at;
            }
        }
        double gain = 0;
        for (int s = 0; s < sweeps.length && best >= 0; s++) {
            gain += Math.min(cap, gain(s, from, best, to));
        }
        return gain > threshold ? best : -1;
    }

    /** The fall of a sweep's sum of squares, in variances of its noise, if a part is split. */
    private double gain(int s, int from, int at, int to) {
        int end = Math.min(to, sweeps[s].length);
        int n1 = at - from;
        int n2 = end - at;
        if (n2 <= 0) {
            return 0;
        }
        double[] sum = sums[s];
        double difference = (sum[end] - sum[at]) / n2 - (sum[at] - sum[from]) / n1;
        return difference * difference * n1 * n2 / (n1 + n2) / variance[s];
    }

    /** Takes out, the smallest first, edges at which no sweep changes considerably. */
    private void removeSmall() {
        double limit = Math.max(SMALLEST_CHANGE, SMALLEST_PART * largestChange());
        while (edges.size() > 2) {
            int[] at = edges.stream().mapToInt(Integer::intValue).toArray();
            int smallest = -1;
            double least = limit;
            for (int k = 1; k < at.length - 1; k++) {
                double change = change(at[k - 1], at[k], at[k + 1]);
                if (change < least) {
                    least = change;
                    smallest = at[k];
                }
            }
            if (smallest < 0) {
                return;
            }
            edges.remove(smallest);
        }
    }

    /**
     * Takes out the edges behind the first one of a slow rise or fall: epochs of less than 1 ms with currents between those
     * before and behind, which an amplifier's filter makes of a step.
     */
    private void removeTransitions(int longest) {
        int[] at = edges.stream().mapToInt(Integer::intValue).toArray();
        for (int k = 1; k < at.length - 1; k++) {
            int last = k;
            while (last + 1 < at.length - 1 && at[last + 1] - at[last] <= longest) {
                last++;
            }
            boolean isMonotone = true;
            for (int i = k; i < last; i++) {
                isMonotone &= isBetween(at[k - 1], at[k], at[i], at[i + 1], at[last], at[last + 1]);
            }
            if (isMonotone) {
                for (int i = k + 1; i <= last; i++) {
                    edges.remove(at[i]);
                }
            }
            k = last;
        }
    }

    /** Tells whether the epoch from {@code from} to {@code to} lies between the two others, in the sum of all sweeps. */
    private boolean isBetween(int beforeFrom, int beforeTo, int from, int to, int behindFrom, int behindTo) {
        double down = 0;
        double up = 0;
        for (int s = 0; s < sweeps.length; s++) {
            if (behindTo <= sweeps[s].length) {
                double before = mean(s, beforeFrom, beforeTo);
                double behind = mean(s, behindFrom, behindTo);
                double sign = Math.signum(behind - before);
                down += sign * (mean(s, from, to) - before);
                up += sign * (behind - mean(s, from, to));
            }
        }
        return down >= 0 && up >= 0;
    }

    private double mean(int s, int from, int to) {
        return (sums[s][to] - sums[s][from]) / (to - from);
    }

    private double largestChange() {
        int[] at = edges.stream().mapToInt(Integer::intValue).toArray();
        double largest = 0;
        for (int k = 1; k < at.length - 1; k++) {
            largest = Math.max(largest, change(at[k - 1], at[k], at[k + 1]));
        }
        return largest;
    }

    /** The largest change of any sweep at {@code at} between the means of the parts beside it. */
    private double change(int from, int at, int to) {
        double largest = 0;
        for (int s = 0; s < sweeps.length; s++) {
            int end = Math.min(to, sweeps[s].length);
            if (at < end) {
                largest = Math.max(largest, Math.abs(mean(s, at, end) - mean(s, from, at)));
            }
        }
        return largest;
    }
}
