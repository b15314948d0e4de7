package dev.huxley.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The features of the times of spikes. */
final class IntervalFeatures {
    /** An ISI of a burst is at most so many times the median of those before it. */
    private static final double BURST_FACTOR = 2;

    private final List<Quantity> times;
    private final int before;
    private final int inside;
    private final double start;

    /**
     * @param times of the spikes, ms
     * @param before the number of spikes before the stimulus
     * @param inside the number of spikes in the stimulus, which come next
     * @param start the start of the stimulus, ms
     */
    private IntervalFeatures(List<Quantity> times, int before, int inside, double start) {
        this.times = times;
        this.before = before;
        this.inside = inside;
        this.start = start;
    }

    static IntervalFeatures of(List<Spike> spikes, Stimulus stimulus) {
        List<Quantity> times = new ArrayList<>(spikes.size());
        int before = 0;
        int inside = 0;
        for (Spike spike : spikes) {
            times.add(spike.time());
            if (stimulus.contains(spike.peak * stimulus.dt())) {
                inside++;
            } else if (inside == 0) {
                before++;
            }
        }
        return new IntervalFeatures(times, before, inside, stimulus.start());
    }

    List<Quantity> entries(Feature feature) {
        int last = times.size() - 1;
        return switch (feature) {
            case SPIKE_COUNT -> List.of(Quantity.constant(times.size()));
            case SPIKE_COUNT_STIMINT -> List.of(Quantity.constant(inside));
            case MEAN_FREQUENCY -> meanFrequency();
            case TIME_TO_FIRST_SPIKE -> last < 0
                    ? List.of()
                    : List.of(times.get(0).plus(-start));
            case TIME_TO_LAST_SPIKE -> last < 0
                    ? List.of()
                    : List.of(times.get(last).plus(-start));
            case PEAK_TIME -> times;
            case INV_FIRST_ISI -> rate(0);
            case INV_SECOND_ISI -> rate(1);
            case INV_THIRD_ISI -> rate(2);
            case INV_FOURTH_ISI -> rate(3);
            case INV_FIFTH_ISI -> rate(4);
            case INV_LAST_ISI -> rate(last - 1);
            case DOUBLET_ISI -> last < 1 ? List.of() : List.of(interval(0));
            case ALL_ISI_VALUES -> intervals(0);
            case ISI_VALUES -> intervals(1);
            case ISI_CV -> variation(intervals(1));
            case ADAPTATION_INDEX2 -> adaptation();
            case IRREGULARITY_INDEX -> irregularity(intervals(1));
            case ISI_LOG_SLOPE -> logSlope(intervals(1));
            case STRICT_BURST_NUMBER -> List.of(Quantity.constant(bursts(intervals(1))));
            default -> throw new IllegalArgumentException(feature + " is not a feature of the times of spikes");
        };
    }

    private Quantity interval(int i) {
        return times.get(i + 1).minus(times.get(i));
    }

    private List<Quantity> intervals(int from) {
        List<Quantity> intervals = new ArrayList<>();
        for (int i = from; i < times.size() - 1; i++) {
            intervals.add(interval(i));
        }
        return intervals;
    }

    private List<Quantity> rate(int i) {
        return i < 0 || i >= times.size() - 1 ? List.of() : List.of(interval(i).reciprocal(1000));
    }

    private List<Quantity> meanFrequency() {
        if (times.isEmpty()) {
            return List.of();
        }
        if (inside == 0) {
            return List.of(Quantity.constant(0));
        }
        return List.of(times.get(before + inside - 1).plus(-start).reciprocal(1000.0 * inside));
    }

    private List<Quantity> adaptation() {
        if (inside < 4) {
            return List.of();
        }
        List<Quantity> changes = new ArrayList<>();
        for (int i = before + 2; i < before + inside - 1; i++) {
            Quantity earlier = interval(i - 1);
            Quantity later = interval(i);
            changes.add(later.minus(earlier).over(later.plus(earlier)));
        }
        return List.of(Quantity.mean(changes));
    }

    private static List<Quantity> variation(List<Quantity> intervals) {
        if (intervals.size() < 2) {
            return List.of();
        }
        Quantity mean = Quantity.mean(intervals);
        double squares = 0;
        double[] factors = new double[intervals.size()];
        for (int i = 0; i < factors.length; i++) {
            double difference = intervals.get(i).value() - mean.value();
            squares += difference * difference;
            factors[i] = 2 * difference / (factors.length - 1);
        }
        Quantity variance = Quantity.linear(squares / (factors.length - 1), intervals, factors);
        return List.of(variance.root().over(mean));
    }

    private static List<Quantity> irregularity(List<Quantity> intervals) {
        List<Quantity> changes = new ArrayList<>();
        for (int i = 1; i < intervals.size(); i++) {
            changes.add(intervals.get(i).minus(intervals.get(i - 1)).abs());
        }
        return changes.isEmpty() ? List.of() : List.of(Quantity.mean(changes));
    }

    private static List<Quantity> logSlope(List<Quantity> intervals) {
        if (intervals.size() < 2) {
            return List.of();
        }
        double[] x = new double[intervals.size()];
        Arrays.setAll(x, i -> Math.log(i + 1));
        return List.of(Line.slope(x, intervals.stream().map(Quantity::log).toList()));
    }

    /** A burst ends at an ISI that is long for it, and one begins at an ISI that is short beside the one before. */
    private static int bursts(List<Quantity> intervals) {
        int count = intervals.isEmpty() ? 0 : 1;
        boolean inBurst = true;
        double[] sorted = new double[intervals.size()];
        int size = 0;
        for (int i = 0; i < intervals.size(); i++) {
            double interval = intervals.get(i).value();
            if (inBurst && i > 0 && interval > BURST_FACTOR * median(sorted, size)) {
                inBurst = false;
                size = 0;
            } else if (!inBurst && interval < intervals.get(i - 1).value() / BURST_FACTOR) {
                inBurst = true;
                count++;
            }
            if (inBurst) {
                insert(sorted, size++, interval);
            }
        }
        return count;
    }

    private static void insert(double[] sorted, int size, double value) {
        int i = size;
        while (i > 0 && sorted[i - 1] > value) {
            sorted[i] = sorted[i - 1];
            i--;
        }
        sorted[i] = value;
    }

    private static double median(double[] sorted, int size) {
        int middle = size / 2;
        return size % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
