package dev.huxley.bench;

import java.util.Arrays;

/**
 * The durations of the timed runs of one kind.
 *
 * @param median seconds
 * @param min seconds
 * @param max seconds
 */
public record Durations(double median, double min, double max) {
    static Durations of(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Durations(median, sorted[0], sorted[sorted.length - 1]);
    }
}
