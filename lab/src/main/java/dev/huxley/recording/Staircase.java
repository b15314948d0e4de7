package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Staircases: currents that are constant between few changes. */
final class Staircase {
    private Staircase() {}

    /** The runs of equal values; empty if there are more than {@code most}. */
    static List<StimulusEpoch> runs(double[] values, double dt, int most) {
        List<StimulusEpoch> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= values.length; i++) {
            if (i < values.length && values[i] == values[from]) {
                continue;
            }
            if (runs.size() == most) {
                return List.of();
            }
            runs.add(new StimulusEpoch(from * dt, i * dt, values[from]));
            from = i;
        }
        return runs;
    }

    /** The values of a staircase with these edges (sample numbers, the first 0, the last the length). */
    static double[] values(int[] edges, double[] levels) {
        double[] values = new double[edges[edges.length - 1]];
        for (int k = 0; k < levels.length; k++) {
            Arrays.fill(values, edges[k], edges[k + 1], levels[k]);
        }
        return values;
    }

    /**
     * The mean of values {@code from} to {@code to} (excluded) without outliers: those farther from the median than five
     * robust standard deviations (Huber 1981), which a transient at a spike would be.
     */
    static double mean(double[] values, int from, int to) {
        int settling = Math.min((to - from) / 10, 20);
        double[] part = Arrays.copyOfRange(values, from + settling, to);
        double median = median(part.clone());
        double[] deviations = new double[part.length];
        for (int i = 0; i < part.length; i++) {
            deviations[i] = Math.abs(part[i] - median);
        }
        double limit = 5 * 1.4826 * median(deviations);
        double sum = 0;
        int count = 0;
        for (double value : part) {
            if (Math.abs(value - median) <= limit) {
                // Relative to the median, so that equal values give exactly that value.
                sum += value - median;
                count++;
            }
        }
        return count == 0 ? median : median + sum / count;
    }

    /** The median; sorts the array. */
    static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
