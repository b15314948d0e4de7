package dev.huxley.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The laws of features: a trace shifted, raised or scaled, and a feature that appears. */
class FeatureLawsTest {
    private static final Set<Feature> VOLTAGES = EnumSet.of(
            Feature.VOLTAGE_BASE,
            Feature.STEADY_STATE_VOLTAGE_STIMEND,
            Feature.MINIMUM_VOLTAGE,
            Feature.AP_BEGIN_VOLTAGE,
            Feature.AP_HEIGHT,
            Feature.AHP_DEPTH_ABS,
            Feature.AHP_DEPTH_ABS_SLOW,
            Feature.MIN_VOLTAGE_BETWEEN_SPIKES);

    private static TraceFeatures features(double[] v, double start, double end, FeatureSettings settings) {
        return TraceFeatures.of(FeatureTrace.of(v, 0.1).stimulus(start, end, 0.2), settings);
    }

    /** A rising exponential with a bump, 0.6 ms wide, and a trough behind it at each of the times. */
    static double[] bumps(double[] times, double[] heights) {
        double[] v = new double[8001];
        for (int i = 0; i < v.length; i++) {
            double t = 0.1 * i;
            v[i] = -65 + (t > 100 ? 8 * (1 - Math.exp(-(Math.min(t, 600) - 100) / 20)) : 0);
            v[i] -= t > 600 ? 8 * (1 - Math.exp(-(t - 600) / 20)) : 0;
            for (int k = 0; k < times.length; k++) {
                double x = (t - times[k]) / 0.6;
                double behind = (t - times[k] - 3) / 1.5;
                v[i] += heights[k] * (Math.exp(-x * x / 2) - 0.1 * Math.exp(-behind * behind));
            }
        }
        return v;
    }

    @Test
    void shiftingInTimeMovesNothingButTimesFromTheStart() {
        for (FeatureSettings settings : new FeatureSettings[] {FeatureSettings.efel(), FeatureSettings.forFits()}) {
            double[] v = EfelTraces.samples("triangles_on_ramp");
            double[] shifted = new double[v.length + 123];
            java.util.Arrays.fill(shifted, 0, 123, v[0]);
            System.arraycopy(v, 0, shifted, 123, v.length);
            TraceFeatures before = features(v, 100.05, 600.05, settings);
            TraceFeatures behind = features(shifted, 112.35, 612.35, settings);
            for (Feature feature : Feature.values()) {
                double expected = before.value(feature).orElse(Double.NaN);
                double shift = feature == Feature.PEAK_TIME ? 12.3 : 0;
                assertEquals(
                        expected + shift,
                        behind.value(feature).orElse(Double.NaN),
                        Double.isNaN(expected) ? 1 : 1e-8 * Math.max(1, Math.abs(expected)),
                        feature.efelName());
            }
        }
    }

    @Test
    void aConstantAddedToTraceAndThresholdRaisesVoltagesOnly() {
        for (FeatureSettings settings : new FeatureSettings[] {FeatureSettings.efel(), FeatureSettings.forFits()}) {
            double[] v = EfelTraces.samples("triangles_on_ramp");
            double[] raised = java.util.Arrays.stream(v).map(each -> each + 3).toArray();
            TraceFeatures before = features(v, 100.05, 600.05, settings);
            TraceFeatures behind = features(raised, 100.05, 600.05, settings.withThreshold(settings.threshold() + 3));
            for (Feature feature : Feature.values()) {
                double expected = before.value(feature).orElse(Double.NaN) + (VOLTAGES.contains(feature) ? 3 : 0);
                assertEquals(
                        expected,
                        behind.value(feature).orElse(Double.NaN),
                        Double.isNaN(expected) ? 1 : 1e-7 * Math.max(1, Math.abs(expected)),
                        feature.efelName());
            }
        }
    }

    @Test
    void scalingTraceAndThresholdsScalesVoltagesAndSlopes() {
        double[] v = EfelTraces.samples("triangles_on_ramp");
        double[] scaled = java.util.Arrays.stream(v).map(each -> 2 * each).toArray();
        FeatureSettings settings = FeatureSettings.forFits();
        TraceFeatures before = features(v, 100.05, 600.05, settings);
        TraceFeatures behind =
                features(scaled, 100.05, 600.05, settings.withThreshold(-40).withDerivativeThreshold(20));
        for (Feature feature : Feature.values()) {
            if (feature == Feature.TIME_CONSTANT
                    || feature == Feature.AP_DURATION_HALF_WIDTH
                    || feature == Feature.DEPOL_BLOCK_BOOL) {
                continue; // thresholds of their own: -0.005 and -12 V/s, -75 mV
            }
            boolean scales = Set.of("mV", "V/s", "MOhm").contains(feature.unit());
            double expected = before.value(feature).orElse(Double.NaN) * (scales ? 2 : 1);
            assertEquals(
                    expected,
                    behind.value(feature).orElse(Double.NaN),
                    Double.isNaN(expected) ? 1 : 1e-9 * Math.max(1, Math.abs(expected)),
                    feature.efelName());
        }
    }

    @Test
    void residualsAreContinuousWhereASpikeAppears() {
        double[] times = {150, 250, 330.03, 420, 520};
        Feature[] needOne = {
            Feature.TIME_TO_FIRST_SPIKE,
            Feature.TIME_TO_LAST_SPIKE,
            Feature.MEAN_FREQUENCY,
            Feature.AP_HEIGHT,
            Feature.AP_BEGIN_VOLTAGE,
            Feature.AP_AMPLITUDE,
            Feature.AP_WIDTH,
            Feature.SPIKE_HALF_WIDTH,
            Feature.AP_PEAK_UPSTROKE,
            Feature.AP_PEAK_DOWNSTROKE,
            Feature.AHP_DEPTH,
            Feature.SPIKE_COUNT
        };
        for (Feature feature : needOne) {
            requireContinuous(feature, times, 1);
        }
        requireContinuous(Feature.DOUBLET_ISI, times, 2);
        requireContinuous(Feature.INV_FIRST_ISI, times, 2);
        requireContinuous(Feature.MIN_VOLTAGE_BETWEEN_SPIKES, times, 2);
        requireContinuous(Feature.ISI_VALUES, times, 3);
        requireContinuous(Feature.ISI_CV, times, 4);
        requireContinuous(Feature.ADAPTATION_INDEX2, times, 4);
        requireContinuous(Feature.INV_FOURTH_ISI, times, 5);
        requireContinuous(Feature.SPIKE_COUNT, times, 3);
    }

    /** The height of spike {@code number} goes through the threshold. */
    private static void requireContinuous(Feature feature, double[] times, int number) {
        FeatureTarget target = FeatureTarget.of(feature, feature == Feature.SPIKE_COUNT ? 5 : 12);
        double before = Double.NaN;
        int appeared = 0;
        int countBefore = -1;
        for (double height = 36.9; height < 39.5; height += 0.005) {
            double[] heights = new double[times.length];
            for (int k = 0; k < times.length; k++) {
                heights[k] = k < number - 1 ? 80 : k == number - 1 ? height : 15 - k;
            }
            TraceFeatures features = features(bumps(times, heights), 100.05, 600.05, FeatureSettings.forFits());
            int count = features.values(Feature.AP_HEIGHT).length;
            double residual = target.residual(features);
            if (countBefore >= 0) {
                assertEquals(
                        before,
                        residual,
                        0.06 * Math.max(1, Math.abs(before)),
                        feature + " at height " + height + ", " + count + " spikes");
            }
            appeared += countBefore >= 0 && count != countBefore ? 1 : 0;
            before = residual;
            countBefore = count;
        }
        assertEquals(1, appeared, feature + ": the spike appears once");
    }

    @Test
    void residualsFallMonotonicallyAsASpikeComesNearer() {
        FeatureTarget target = FeatureTarget.of(Feature.AP_HEIGHT, 30);
        double before = Double.POSITIVE_INFINITY;
        for (double height = 5; height < 90; height += 1) {
            double[] v = bumps(new double[] {250}, new double[] {height});
            double residual = Math.abs(target.residual(features(v, 100, 600, FeatureSettings.forFits())));
            assertTrue(residual < before, "residual " + residual + " at height " + height + " after " + before);
            before = residual;
            if (height > 85) {
                break;
            }
        }
    }

    @Test
    void aTraceThatIsNotFiniteHasTheLargestResiduals() {
        double[] v = new double[8001];
        java.util.Arrays.fill(v, Double.NaN);
        TraceFeatures features = features(v, 100, 600, FeatureSettings.forFits());
        for (Feature feature : Feature.values()) {
            double residual = FeatureTarget.of(feature, 10).residual(features);
            assertTrue(Double.isFinite(residual), feature + ": " + residual);
            for (double value : features.values(feature)) {
                assertTrue(Double.isFinite(value), feature + ": " + value);
            }
        }
        assertEquals(
                FeatureTarget.DIVERGED, FeatureTarget.of(Feature.AP_HEIGHT, 10).residual(features));
    }

    @Test
    void blockIsRelativeToTheRecording() {
        double[] times = {150, 250, 350, 450, 550};
        double[] spiking = bumps(times, new double[] {80, 80, 80, 80, 80});
        double[] high = java.util.Arrays.stream(spiking).map(each -> each + 20).toArray();
        double[] blocked = java.util.Arrays.stream(bumps(times, new double[] {80, 0, 0, 0, 0}))
                .map(each -> each > -60 ? each + 25 : each)
                .toArray();
        FeatureSettings settings = FeatureSettings.forFits();
        DepolarizationBlock low = DepolarizationBlock.of(features(spiking, 100, 600, settings));
        DepolarizationBlock plateau = DepolarizationBlock.of(features(high, 100, 600, settings));
        assertFalse(low.check(features(spiking, 100, 600, settings)).isBlocked());
        assertFalse(plateau.check(features(high, 100, 600, settings)).isBlocked(), "a recording is no block of itself");
        assertTrue(low.check(features(blocked, 100, 600, settings)).isBlocked());
        assertTrue(low.check(features(high, 100, 600, settings)).isBlocked());
    }

    @Test
    void repeatsGiveTheirDeviationAndFloorsTheLeast() {
        assertEquals(2, FeatureTarget.ofRepeats(Feature.AP_HEIGHT, 30, 31).sd());
        assertEquals(
                Math.sqrt(50),
                FeatureTarget.ofRepeats(Feature.AP_HEIGHT, 20, 30).sd(),
                1e-12);
        assertEquals(1.5, FeatureTarget.of(Feature.DOUBLET_ISI, 30).sd());
        for (Feature feature : Feature.values()) {
            assertTrue(Floors.of(feature, 10) > 0, feature.efelName());
        }
    }
}
