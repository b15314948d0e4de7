package dev.huxley.feature;

import java.util.List;

/** The depolarization block of eFEL: a voltage that stays up, or down, during the stimulus. */
final class BlockDetection {
    private static final double LONGEST = 50;
    private static final double HYPERPOLARIZED = -75;

    private BlockDetection() {}

    static boolean isBlocked(Voltage voltage, Stimulus stimulus, List<Quantity> begins) {
        if (begins.isEmpty()) {
            return false;
        }
        double threshold = Quantity.mean(begins).value();
        return longestAbove(voltage, stimulus, threshold) > LONGEST || longestBelow(voltage, stimulus) > LONGEST;
    }

    /** The longest time above the threshold, ms; a stay that the end of the trace cuts is counted to the stimulus' end. */
    private static double longestAbove(Voltage voltage, Stimulus stimulus, double threshold) {
        int length = voltage.length();
        int longest = 0;
        int from = voltage.at(0) > threshold ? length(voltage, 0, threshold) : 0;
        while (true) {
            int up = voltage.samples().firstAbove(from, threshold);
            if (up >= length) {
                return longest * voltage.dt();
            }
            from = up + length(voltage, up, threshold);
            int counted = from < length ? from : Math.min(length, stimulus.behind() + 1);
            longest = Math.max(longest, counted - up);
        }
    }

    private static int length(Voltage voltage, int up, double threshold) {
        int i = up;
        while (i < voltage.length() && voltage.at(i) > threshold) {
            i++;
        }
        return i - up;
    }

    /** The longest time at or below -75 mV that begins in the stimulus, ms, counted to its end. */
    private static double longestBelow(Voltage voltage, Stimulus stimulus) {
        int longest = 0;
        int behind = Math.min(voltage.length(), stimulus.behind());
        for (int i = stimulus.first() + 1; i < behind; i++) {
            if (voltage.at(i) <= HYPERPOLARIZED && voltage.at(i - 1) > HYPERPOLARIZED) {
                int k = i;
                while (k < behind && voltage.at(k) <= HYPERPOLARIZED) {
                    k++;
                }
                longest = Math.max(longest, k - i);
                i = k;
            }
        }
        return longest * voltage.dt();
    }
}
