package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Idealizes recorded currents: a staircase becomes the mean of each epoch, between edges that are the same in all sweeps
 * ({@link ChangePoints}); any other current is smoothed, with its transients at spikes bridged.
 */
final class CurrentIdealization {
    private static final double SMOOTHED_MS = 0.5;
    private static final double BLOCK_MS = 2;
    private static final double SAME_TIME_MS = 1;
    /** A trend within epochs above this part of the changes between them is a ramp. */
    private static final double LARGEST_TREND = 0.5;
    /** Sweeps whose deviations from a staircase correlate by more than this have the same noise as stimulus. */
    private static final double SAME_NOISE = 0.5;
    /** Noise in means of 2 ms beyond this is a stimulus, nA. */
    private static final double LARGEST_NOISE = 0.008;
    /** Deviations below this are no stimulus, nA. */
    private static final double SMALLEST_STIMULUS = 0.003;

    private final List<double[]> bridged = new ArrayList<>();
    private final double dt;

    private CurrentIdealization(double dt) {
        this.dt = dt;
    }

    /**
     * The idealized currents of sweeps with one protocol.
     *
     * @param currents the recorded currents, nA
     * @param peaks the sample numbers of the peaks of spikes in each sweep
     * @param commandEdges the samples at which a command changes, to which edges within 1 ms are moved; may be empty
     * @param origin where the currents come from, in words
     */
    static List<StimulusCurrent> of(
            List<double[]> currents, List<int[]> peaks, double dt, int[] commandEdges, String origin) {
        CurrentIdealization ideal = new CurrentIdealization(dt);
        for (int i = 0; i < currents.size(); i++) {
            ideal.bridged.add(SpikeTransients.of(currents.get(i), peaks.get(i), dt).bridged);
        }
        int[] edges = ideal.snapped(ChangePoints.of(ideal.bridged, dt, StimulusCurrent.MOST_EPOCHS), commandEdges);
        boolean isStaircase = edges.length > 0 && !ideal.isRamp(edges) && !ideal.isNoise(edges);
        List<StimulusCurrent> result = new ArrayList<>();
        for (int i = 0; i < currents.size(); i++) {
            result.add(
                    isStaircase
                            ? ideal.staircase(i, edges, origin)
                            : new StimulusCurrent(
                                    ideal.smoothed(i),
                                    dt,
                                    CurrentChoice.IDEALIZED,
                                    origin + ", smoothed over " + SMOOTHED_MS + " ms, transients at spikes bridged",
                                    List.of()));
        }
        return result;
    }

    /** The edges, each at the command's edge if that is near; the ends stay. */
    private int[] snapped(int[] edges, int[] commandEdges) {
        int[] result = edges.clone();
        for (int k = 1; k < edges.length - 1; k++) {
            for (int edge : commandEdges) {
                if (Math.abs(edge - edges[k]) <= samples(SAME_TIME_MS) && edge > result[k - 1] && edge < edges[k + 1]) {
                    result[k] = edge;
                }
            }
        }
        return result;
    }

    /** Tells whether neighbours follow each other smoothly, as in computed values: runs and straight lines. */
    static boolean isNoiseFree(double[] values) {
        if (values.length < 3) {
            return true;
        }
        double[] bends = new double[values.length - 2];
        double least = values[0];
        double most = values[0];
        for (int i = 0; i < values.length; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
            if (i > 1) {
                bends[i - 2] = Math.abs(values[i] - 2 * values[i - 1] + values[i - 2]);
            }
        }
        // A value of single precision is off by 6e-8 of its size.
        return Staircase.median(bends) <= 1e-6 * Math.max(most - least, Math.max(Math.abs(most), Math.abs(least)));
    }

    private StimulusCurrent staircase(int sweep, int[] edges, String origin) {
        double[] values = bridged.get(sweep);
        List<StimulusEpoch> epochs = new ArrayList<>();
        int last = 0;
        while (last < edges.length - 2 && edges[last + 1] < values.length) {
            last++;
        }
        int[] own = Arrays.copyOf(edges, last + 2);
        own[last + 1] = values.length;
        double[] levels = new double[last + 1];
        for (int k = 0; k <= last; k++) {
            levels[k] = Staircase.mean(values, own[k], own[k + 1]);
            epochs.add(new StimulusEpoch(own[k] * dt, own[k + 1] * dt, levels[k]));
        }
        return new StimulusCurrent(
                Staircase.values(own, levels),
                dt,
                CurrentChoice.IDEALIZED,
                origin + ", the mean of each epoch",
                epochs);
    }

    /**
     * Tells whether the currents change within epochs as much as between them: the mean trend of the two epochs beside an
     * edge, in the direction of the change at the edge.
     */
    private boolean isRamp(int[] edges) {
        double trends = 0;
        double changes = 0;
        for (double[] values : bridged) {
            for (int k = 1; k < edges.length - 1 && edges[k] < values.length; k++) {
                int to = Math.min(edges[k + 1], values.length);
                double change = Staircase.mean(values, edges[k], to) - Staircase.mean(values, edges[k - 1], edges[k]);
                double trend = (trend(values, edges[k - 1], edges[k]) + trend(values, edges[k], to)) / 2;
                trends += Math.signum(change) * trend;
                changes += Math.abs(change);
            }
        }
        return trends > LARGEST_TREND * changes;
    }

    /** The rise of the straight line through a part (least squares), nA. */
    private static double trend(double[] values, int from, int to) {
        double middle = (from + to - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int i = from; i < to; i++) {
            product += (i - middle) * values[i];
            square += (i - middle) * (i - middle);
        }
        return square == 0 ? 0 : product / square * (to - from);
    }

    /**
     * Tells whether what remains beside the staircase is a stimulus: larger than any amplifier's noise, or the same in
     * neighbouring sweeps.
     */
    private boolean isNoise(int[] edges) {
        List<double[]> remains =
                bridged.stream().map(values -> remains(values, edges)).toList();
        int alike = 0;
        int large = 0;
        double[] before = new double[0];
        for (double[] rest : remains) {
            double[] sizes = Arrays.stream(rest).map(Math::abs).toArray();
            double scatter = 1.4826 * Staircase.median(sizes);
            large += scatter > LARGEST_NOISE ? 1 : 0;
            alike += scatter > SMALLEST_STIMULUS && correlation(before, rest) > SAME_NOISE ? 1 : 0;
            before = rest;
        }
        return 2 * large > remains.size() || 2 * alike > remains.size();
    }

    /** The deviation of blocks of 2 ms from the staircase, nA. */
    private double[] remains(double[] values, int[] edges) {
        int length = Math.min(samples(BLOCK_MS), values.length);
        double[] rest = new double[values.length / length];
        int k = 0;
        double level = mean(values, edges[0], edges[1]);
        for (int block = 0; block < rest.length; block++) {
            int from = block * length;
            while (k < edges.length - 2 && edges[k + 1] <= from) {
                k++;
                level = mean(values, edges[k], edges[k + 1]);
            }
            boolean isAtEdge = edges[k + 1] < from + length;
            rest[block] = isAtEdge ? 0 : mean(values, from, from + length) - level;
        }
        return rest;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, Math.min(from, values.length), Math.min(to, values.length))
                .average()
                .orElse(0);
    }

    private static double correlation(double[] a, double[] b) {
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            product += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return squareA == 0 || squareB == 0 ? 0 : product / Math.sqrt(squareA * squareB);
    }

    private double[] smoothed(int sweep) {
        double[] values = bridged.get(sweep);
        int half = samples(SMOOTHED_MS) / 2;
        double[] smooth = new double[values.length];
        for (int i = 0; i < smooth.length; i++) {
            // Symmetric also near the ends, so that a straight line stays one.
            int reach = Math.min(half, Math.min(i, values.length - 1 - i));
            double sum = 0;
            for (int k = i - reach; k <= i + reach; k++) {
                sum += values[k];
            }
            smooth[i] = sum / (2 * reach + 1);
        }
        return smooth;
    }

    private int samples(double ms) {
        return Math.max(1, (int) Math.round(ms / dt));
    }
}
