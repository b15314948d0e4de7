package dev.huxley.fit.feature;

import dev.huxley.feature.Feature;
import dev.huxley.feature.FeatureSettings;
import dev.huxley.feature.FeatureTarget;
import dev.huxley.feature.FeatureTrace;
import dev.huxley.feature.Floors;
import dev.huxley.feature.TraceFeatures;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The features that a model should have in a sweep, with their recorded values and standard deviations: the passive
 * response of every sweep; of a sweep with spikes also their number, times and shape. A feature that the recording does
 * not have is no target. The standard deviation is that over repeats or the floor of the feature, whichever is larger.
 */
final class TargetChoice {
    /** Only spikes within the stimulus count. */
    static final FeatureSettings SETTINGS = FeatureSettings.forFits();

    /** The smallest deflection (mV) from which a time constant can be read. */
    private static final double SMALLEST_DEFLECTION = 3;

    /** No cell rests within so many mV of the spike threshold. */
    private static final double NO_REST = 10;

    private static final List<Feature> PASSIVE =
            List.of(Feature.VOLTAGE_BASE, Feature.STEADY_STATE_VOLTAGE_STIMEND, Feature.SPIKE_COUNT);

    private static final List<Feature> SPIKING = List.of(
            Feature.TIME_TO_FIRST_SPIKE,
            Feature.DOUBLET_ISI,
            Feature.ALL_ISI_VALUES,
            Feature.ISI_CV,
            Feature.ADAPTATION_INDEX2,
            Feature.AP_BEGIN_VOLTAGE,
            Feature.AP_HEIGHT,
            Feature.SPIKE_HALF_WIDTH,
            Feature.AP_PEAK_UPSTROKE,
            Feature.AP_PEAK_DOWNSTROKE,
            Feature.MIN_VOLTAGE_BETWEEN_SPIKES);

    private TargetChoice() {}

    /** The targets of a sweep from its repeats, the first of which is the sweep itself. */
    static List<FeatureTarget> of(List<FitSweep> repeats, BaselineSpread baseline) {
        List<TraceFeatures> recorded =
                repeats.stream().map(TargetChoice::features).toList();
        List<FeatureTarget> targets = new ArrayList<>();
        PASSIVE.forEach(feature -> add(targets, feature, recorded, repeats.get(0), baseline));
        if (recorded.get(0).value(Feature.SPIKE_COUNT).orElse(0) == 0) {
            double deflection =
                    recorded.get(0).value(Feature.VOLTAGE_DEFLECTION_VB_SSSE).orElse(0);
            if (deflection < 0) {
                add(targets, Feature.SAG_AMPLITUDE, recorded, repeats.get(0), baseline);
            }
            if (Math.abs(deflection) >= SMALLEST_DEFLECTION) {
                add(targets, Feature.DECAY_TIME_CONSTANT_AFTER_STIM, recorded, repeats.get(0), baseline);
            }
        } else {
            SPIKING.forEach(feature -> add(targets, feature, recorded, repeats.get(0), baseline));
        }
        return targets;
    }

    private static void add(
            List<FeatureTarget> targets,
            Feature feature,
            List<TraceFeatures> recorded,
            FitSweep sweep,
            BaselineSpread baseline) {
        double[] values = recorded.stream()
                .map(features -> features.value(feature))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        if (values.length == 0 || recorded.get(0).value(feature).isEmpty()) {
            return;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.max(Floors.of(feature, mean), BaselineSpread.deviation(values));
        if (feature == Feature.VOLTAGE_BASE) {
            deviation = Math.max(deviation, baseline.deviation(sweep.holding()));
        }
        targets.add(new FeatureTarget(feature, mean, deviation, 1));
    }

    /** The features of the recorded voltage of a sweep. */
    static TraceFeatures features(FitSweep sweep) {
        return features(sweep, sweep.voltage());
    }

    /** The features of a voltage under the stimulus of a sweep, mV at every {@link FitSweep#SAMPLE}. */
    static TraceFeatures features(FitSweep sweep, double[] voltage) {
        return TraceFeatures.of(
                FeatureTrace.of(voltage, FitSweep.SAMPLE).stimulus(sweep.start(), sweep.end(), sweep.amplitude()),
                SETTINGS);
    }

    /**
     * The reason why the spikes of a sweep are not those that the features count, which are crossings of the spike threshold
     * upwards in the stimulus; "" if they are.
     *
     * @param shift what the liquid junction potential adds to the recorded voltage, mV
     */
    static String miscount(CurrentClampSweep sweep, double shift) {
        double[] voltage = Arrays.stream(sweep.voltage()).map(v -> v + shift).toArray();
        int crossings = crossings(sweep, voltage);
        int spikes = spikes(sweep, voltage);
        if (crossings == spikes) {
            return "";
        }
        String threshold = String.format(Locale.ROOT, "the spike threshold of %.0f mV", SETTINGS.threshold());
        double rest = sweep.initialVoltage() + shift;
        String offset = String.format(
                Locale.ROOT,
                ", because the voltage is %.1f mV before the stimulus: the recording may have an offset or another unit;"
                        + " --junction-potential lowers its voltage",
                rest);
        boolean isOffset = rest > SETTINGS.threshold() - NO_REST;
        if (crossings > spikes) {
            return "the voltage crosses " + threshold + " " + Brief.count(crossings, "time") + ", but "
                    + (spikes == 0 ? "none" : "only " + spikes) + " of these "
                    + (spikes > 1 ? "are spikes" : "is a spike")
                    + (isOffset ? offset : ": the cell goes into depolarization block");
        }
        return (crossings == 0 ? "none" : "only " + crossings) + " of its " + Brief.count(spikes, "spike")
                + " in the stimulus " + (crossings > 1 ? "rise" : "rises") + " from below " + threshold
                + (isOffset
                        ? offset
                        : ": the voltage stays above it between spikes, on a plateau or in depolarization block");
    }

    private static int crossings(CurrentClampSweep sweep, double[] voltage) {
        FeatureTrace trace = FeatureTrace.of(voltage, sweep.sampleIntervalMs())
                .stimulus(
                        sweep.protocol().startMs(),
                        sweep.protocol().endMs(),
                        sweep.protocol().amplitude());
        return (int)
                TraceFeatures.of(trace, SETTINGS).value(Feature.SPIKE_COUNT).orElse(0);
    }

    /** The number of peaks of spikes in the stimulus that lie above the spike threshold. */
    private static int spikes(CurrentClampSweep sweep, double[] voltage) {
        double dt = sweep.sampleIntervalMs();
        double from = sweep.protocol().startMs() - dt / 2;
        double to = sweep.protocol().endMs() + dt / 2;
        return (int) Arrays.stream(sweep.spikeTimes())
                .filter(t -> t >= from && t <= to && voltage[(int) Math.round(t / dt)] > SETTINGS.threshold())
                .count();
    }
}
