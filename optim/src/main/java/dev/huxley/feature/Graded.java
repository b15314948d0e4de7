package dev.huxley.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A feature with its distance from existence.
 *
 * <p>A feature of spikes is missing when there are too few of them, or when none is steep enough for a begin. Then it is
 * computed from virtual spikes: the highest points of the stimulus, apart from the spikes by 5 ms. The distance is how
 * far they are from the threshold, in units of 4 mV each, and how far the steepest rise is from the derivative
 * threshold, in units of 5 V/s. Where such a point reaches the threshold, it is the peak of a spike at the same time, so
 * value and distance are continuous where the feature appears.
 *
 * @param value the feature's value, or that with virtual spikes; null if nothing tells it
 * @param distance the distance from existence, not negative; 0 if the feature exists
 */
record Graded(Quantity value, Quantity distance) {
    /** The distance of a feature for which the trace gives no clue. */
    static final double UNKNOWN = 10;

    static final double VOLTS_PER_SECOND = 5;
    private static final double DEFLECTION = 2;
    private static final double EXCESS = 10;

    static Graded of(TraceFeatures features, Feature feature) {
        List<Quantity> entries = features.entries(feature);
        if (!entries.isEmpty()) {
            return new Graded(Quantity.mean(entries), Quantity.constant(0));
        }
        return switch (feature) {
            case SAG_AMPLITUDE -> sag(features, features.steady().sagAmplitudeAnyway());
            case SAG_RATIO1 -> sag(features, features.steady().sagRatio1Anyway());
            case VOLTAGE_BASE,
                    STEADY_STATE_VOLTAGE_STIMEND,
                    VOLTAGE_DEFLECTION_VB_SSSE,
                    OHMIC_INPUT_RESISTANCE_VB_SSSE,
                    MINIMUM_VOLTAGE,
                    SAG_RATIO2,
                    DECAY_TIME_CONSTANT_AFTER_STIM,
                    TIME_CONSTANT -> new Graded(null, Quantity.constant(UNKNOWN));
            default -> ofSpikes(features, feature);
        };
    }

    private static Graded sag(TraceFeatures features, Quantity value) {
        return value == null
                ? new Graded(null, Quantity.constant(UNKNOWN))
                : new Graded(value, features.steady().deflection().times(1 / DEFLECTION));
    }

    private static Graded ofSpikes(TraceFeatures features, Feature feature) {
        VirtualSpikes virtual = features.virtualSpikes();
        VirtualSpikes.Completed completed = needsBegin(feature)
                ? virtual.withBegins(needed(feature), feature == Feature.AP_AMPLITUDE)
                : virtual.completed(needed(feature));
        List<Spike> spikes = new ArrayList<>(completed.spikes());
        List<Quantity> distances = new ArrayList<>(completed.distances());
        if (needsTrough(feature)) {
            completeTroughs(features, spikes, distances);
        }
        List<Quantity> entries = features.ofSpikes(feature, spikes);
        Quantity distance = sum(distances);
        return entries.isEmpty()
                ? new Graded(null, distance.plus(UNKNOWN))
                : new Graded(Quantity.mean(entries), distance);
    }

    private static Quantity sum(List<Quantity> quantities) {
        return quantities.isEmpty()
                ? Quantity.constant(0)
                : Quantity.mean(quantities).times(quantities.size());
    }

    /** Gives the last spike a trough where the trace, or the stimulus, cuts it off. */
    private static void completeTroughs(TraceFeatures features, List<Spike> spikes, List<Quantity> distances) {
        if (spikes.isEmpty() || spikes.stream().anyMatch(Spike::hasTrough)) {
            return;
        }
        Spike last = spikes.get(spikes.size() - 1).copy();
        int end = features.settings().strict()
                ? Math.min(features.voltage().length(), features.stimulus().behind())
                : features.voltage().length();
        last.trough = Math.max(last.peak, end - 1);
        spikes.set(spikes.size() - 1, last);
        Quantity slope = features.voltage().slopeAt(last.trough);
        if (slope.value() < 0) {
            distances.add(slope.times(-1 / VOLTS_PER_SECOND));
        }
    }

    /**
     * The number of spikes for a target of so many: a spike that lacks counts by its distance from the threshold, a
     * spike too many by how far it is above.
     */
    static Quantity count(TraceFeatures features, int target) {
        List<Spike> spikes = features.spikes();
        if (spikes.size() <= target) {
            List<Quantity> credits = new ArrayList<>();
            for (Quantity distance : features.virtualSpikes().completed(target).distances()) {
                credits.add(distance.plus(1).reciprocal(1));
            }
            return sum(credits).plus(spikes.size());
        }
        List<Quantity> heights = spikes.stream()
                .map(Spike::peakVoltage)
                .sorted(Comparator.comparingDouble(Quantity::value))
                .toList();
        List<Quantity> excess = new ArrayList<>();
        for (Quantity height : heights.subList(0, spikes.size() - target)) {
            Quantity above = height.plus(-features.settings().threshold()).times(1 / EXCESS);
            excess.add(above.value() < 1 ? above : Quantity.constant(1));
        }
        return sum(excess).plus(target);
    }

    private static int needed(Feature feature) {
        return switch (feature) {
            case INV_FIRST_ISI, INV_LAST_ISI, DOUBLET_ISI, ALL_ISI_VALUES, MIN_VOLTAGE_BETWEEN_SPIKES, FAST_AHP -> 2;
            case INV_SECOND_ISI, ISI_VALUES, AHP_DEPTH_ABS_SLOW, AHP_SLOW_TIME -> 3;
            case INV_THIRD_ISI, ISI_CV, ADAPTATION_INDEX2, IRREGULARITY_INDEX, ISI_LOG_SLOPE -> 4;
            case INV_FOURTH_ISI -> 5;
            case INV_FIFTH_ISI -> 6;
            default -> 1;
        };
    }

    private static boolean needsBegin(Feature feature) {
        return switch (feature) {
            case AP_BEGIN_VOLTAGE, AP_AMPLITUDE, AP_DURATION_HALF_WIDTH, AP_PEAK_UPSTROKE, FAST_AHP -> true;
            default -> false;
        };
    }

    private static boolean needsTrough(Feature feature) {
        return switch (feature) {
            case SPIKE_HALF_WIDTH, AP_WIDTH, AP_PEAK_DOWNSTROKE, AHP_DEPTH_ABS, AHP_DEPTH, FAST_AHP -> true;
            default -> false;
        };
    }
}
