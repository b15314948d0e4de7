package dev.huxley.recording;

import java.util.Arrays;

/**
 * The peaks of spikes in a recorded voltage: local maxima above -20 mV with a prominence of at least 15 mV, that is, from
 * which the voltage has risen and falls by so much. Crossings of a threshold alone would count the noise of a plateau at
 * the threshold, as in a depolarization block.
 */
final class SpikePeaks {
    private static final double THRESHOLD = -20;
    private static final double PROMINENCE = 15;

    private SpikePeaks() {}

    /** The sample numbers of the peaks. */
    static int[] of(double[] voltage) {
        int[] peaks = new int[8];
        int count = 0;
        boolean rising = false;
        int highest = 0;
        double lowest = voltage.length == 0 ? 0 : voltage[0];
        for (int i = 0; i < voltage.length; i++) {
            double v = voltage[i];
            if (rising) {
                if (v > voltage[highest]) {
                    highest = i;
                } else if (v < voltage[highest] - PROMINENCE) {
                    if (voltage[highest] > THRESHOLD) {
                        peaks = count == peaks.length ? Arrays.copyOf(peaks, 2 * count) : peaks;
                        peaks[count++] = highest;
                    }
                    rising = false;
                    lowest = v;
                }
            } else if (v < lowest) {
                lowest = v;
            } else if (v > lowest + PROMINENCE) {
                rising = true;
                highest = i;
            }
        }
        return Arrays.copyOf(peaks, count);
    }

    /** The number of peaks from {@code from} to {@code to} (excluded). */
    static int count(int[] peaks, int from, int to) {
        return (int) Arrays.stream(peaks).filter(i -> i >= from && i < to).count();
    }
}
