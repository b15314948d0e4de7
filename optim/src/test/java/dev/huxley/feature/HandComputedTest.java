package dev.huxley.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Traces of straight pieces and exponentials whose features are computed by hand, between samples and on them. */
class HandComputedTest {
    private static final FeatureSettings BETWEEN = FeatureSettings.forFits();
    private static final FeatureSettings WHOLE = FeatureSettings.efel();

    /** Lines through the knots (ms, mV), every 0.1 ms, 500 ms; the stimulus lasts from 100 to 400 ms. */
    private static TraceFeatures lines(FeatureSettings settings, double nanoamperes, double[]... knots) {
        double[] v = new double[5001];
        for (int i = 0; i < v.length; i++) {
            double t = 0.1 * i;
            int k = 0;
            while (k + 2 < knots.length && t > knots[k + 1][0]) {
                k++;
            }
            double fraction = Math.min(1, (t - knots[k][0]) / (knots[k + 1][0] - knots[k][0]));
            v[i] = knots[k][1] + fraction * (knots[k + 1][1] - knots[k][1]);
        }
        return TraceFeatures.of(FeatureTrace.of(v, 0.1).stimulus(100, 400, nanoamperes), settings);
    }

    /** Spikes that rise in 2 ms from -70 to 30 mV and fall in 4 ms; the peaks are at these times. */
    private static TraceFeatures spikes(FeatureSettings settings, double... peaks) {
        double[][] knots = new double[2 + 3 * peaks.length][];
        knots[0] = new double[] {0, -70};
        knots[knots.length - 1] = new double[] {600, -70};
        for (int k = 0; k < peaks.length; k++) {
            knots[3 * k + 1] = new double[] {peaks[k] - 2, -70};
            knots[3 * k + 2] = new double[] {peaks[k], 30};
            knots[3 * k + 3] = new double[] {peaks[k] + 4, -70};
        }
        return lines(settings, 0.2, knots);
    }

    private static void assertValue(double expected, TraceFeatures features, Feature feature) {
        assertTrue(features.value(feature).isPresent(), feature + " is missing");
        assertEquals(expected, features.value(feature).getAsDouble(), 1e-9, feature + " of " + features.settings());
    }

    private static void assertMissing(TraceFeatures features, Feature... missing) {
        for (Feature feature : missing) {
            assertTrue(features.value(feature).isEmpty(), () -> feature + " is " + features.value(feature));
        }
    }

    @Test
    void aFlatTraceHasNoSpikesAndNoSag() {
        TraceFeatures flat = lines(BETWEEN, 0, new double[] {0, -70}, new double[] {600, -70});
        assertValue(-70, flat, Feature.VOLTAGE_BASE);
        assertValue(0, flat, Feature.VOLTAGE_DEFLECTION_VB_SSSE);
        assertValue(0, flat, Feature.SPIKE_COUNT);
        assertValue(0, flat, Feature.SAG_AMPLITUDE);
        assertMissing(
                flat,
                Feature.SAG_RATIO1,
                Feature.OHMIC_INPUT_RESISTANCE_VB_SSSE,
                Feature.TIME_TO_FIRST_SPIKE,
                Feature.AP_HEIGHT,
                Feature.ISI_CV,
                Feature.DECAY_TIME_CONSTANT_AFTER_STIM);
    }

    @Test
    void aStepOf10MillivoltsBy50PicoamperesIs200Megaohm() {
        TraceFeatures step = lines(
                BETWEEN,
                -0.05,
                new double[] {0, -70},
                new double[] {100, -70},
                new double[] {110, -80},
                new double[] {400, -80},
                new double[] {420, -70},
                new double[] {600, -70});
        assertValue(-80, step, Feature.STEADY_STATE_VOLTAGE_STIMEND);
        assertValue(200, step, Feature.OHMIC_INPUT_RESISTANCE_VB_SSSE);
    }

    @Test
    void aSagOf5Of15MillivoltsIsAThird() {
        TraceFeatures sag = lines(
                WHOLE,
                -0.05,
                new double[] {0, -70},
                new double[] {100, -70},
                new double[] {120, -85},
                new double[] {160, -80},
                new double[] {400, -80},
                new double[] {420, -70},
                new double[] {600, -70});
        assertValue(-85, sag, Feature.MINIMUM_VOLTAGE);
        assertValue(5, sag, Feature.SAG_AMPLITUDE);
        assertValue(1.0 / 3, sag, Feature.SAG_RATIO1);
        assertValue(2.0 / 3, sag, Feature.SAG_RATIO2);
    }

    @Test
    void exponentialsHaveTheirTimeConstants() {
        for (double tau : new double[] {5, 8, 12, 20}) {
            double[] v = new double[8001];
            for (int i = 0; i < v.length; i++) {
                double t = 0.1 * i;
                double rise = 1 - Math.exp(-Math.max(0, Math.min(t, 600) - 100) / tau);
                v[i] = -70 - 10 * rise * Math.exp(-Math.max(0, t - 600) / tau);
            }
            TraceFeatures features = TraceFeatures.of(FeatureTrace.of(v, 0.1).stimulus(100, 600, -0.1), BETWEEN);
            assertEquals(
                    tau, features.value(Feature.DECAY_TIME_CONSTANT_AFTER_STIM).getAsDouble(), 1e-8 * tau);
            assertEquals(tau, features.value(Feature.TIME_CONSTANT).getAsDouble(), 1e-5 * tau);
        }
    }

    @Test
    void oneSpikeHasItsTimesAndWidths() {
        TraceFeatures one = spikes(BETWEEN, 150);
        assertValue(1, one, Feature.SPIKE_COUNT);
        assertValue(3, one, Feature.AP_WIDTH); // 50 of 100 mV: half of the rise and of the fall
        assertMissing(one, Feature.DOUBLET_ISI, Feature.INV_FIRST_ISI, Feature.ISI_CV, Feature.FAST_AHP);
        TraceFeatures whole = spikes(WHOLE, 150);
        assertValue(50, whole, Feature.TIME_TO_FIRST_SPIKE);
        assertValue(20, whole, Feature.MEAN_FREQUENCY);
        assertValue(50, whole, Feature.AP_PEAK_UPSTROKE);
        assertValue(-25, whole, Feature.AP_PEAK_DOWNSTROKE);
        assertValue(30, whole, Feature.AP_HEIGHT);
        assertValue(-70, whole, Feature.AHP_DEPTH_ABS);
        assertValue(0, whole, Feature.AHP_DEPTH);
        assertValue(3, whole, Feature.SPIKE_HALF_WIDTH);
    }

    @Test
    void crossingTimesAreThoseOfTheThreshold() {
        TraceFeatures one = spikes(BETWEEN.withCrossingTimes(true), 150);
        assertValue(49, one, Feature.TIME_TO_FIRST_SPIKE); // -20 mV, 1 ms before the peak
    }

    @Test
    void intervalsOfFourSpikes() {
        for (FeatureSettings settings : new FeatureSettings[] {BETWEEN, WHOLE}) {
            TraceFeatures four = spikes(settings, 150, 170, 200, 250); // ISIs 20, 30, 50 ms
            assertValue(20, four, Feature.DOUBLET_ISI);
            assertValue(50, four, Feature.INV_FIRST_ISI);
            assertValue(1000.0 / 30, four, Feature.INV_SECOND_ISI);
            assertValue(20, four, Feature.INV_LAST_ISI);
            assertValue(100.0 / 3, four, Feature.ALL_ISI_VALUES);
            assertValue(40, four, Feature.ISI_VALUES);
            assertValue(Math.sqrt(200) / 40, four, Feature.ISI_CV);
            assertValue(0.25, four, Feature.ADAPTATION_INDEX2);
            assertValue(20, four, Feature.IRREGULARITY_INDEX);
            assertValue(Math.log(50.0 / 30) / Math.log(2), four, Feature.ISI_LOG_SLOPE);
            assertMissing(four, Feature.INV_FOURTH_ISI, Feature.INV_FIFTH_ISI);
        }
        assertValue(4000.0 / 150, spikes(WHOLE, 150, 170, 200, 250), Feature.MEAN_FREQUENCY);
    }

    @Test
    void regularSpikesDoNotAdapt() {
        for (int n : new int[] {4, 5, 7}) {
            double[] peaks = new double[n];
            Arrays.setAll(peaks, k -> 130 + 30 * k);
            TraceFeatures regular = spikes(WHOLE, peaks);
            assertValue(0, regular, Feature.ADAPTATION_INDEX2);
            assertValue(0, regular, Feature.ISI_CV);
            assertValue(1, regular, Feature.STRICT_BURST_NUMBER);
        }
    }

    @Test
    void twoBurstsAreTwo() {
        TraceFeatures bursts = spikes(WHOLE, 120, 130, 140, 150, 250, 260, 270);
        assertValue(2, bursts, Feature.STRICT_BURST_NUMBER);
    }

    @Test
    void spikesOutsideTheStimulusCountUnlessStrict() {
        double[] peaks = {50, 150, 250, 450};
        assertValue(4, spikes(WHOLE, peaks), Feature.SPIKE_COUNT);
        assertValue(2, spikes(WHOLE, peaks), Feature.SPIKE_COUNT_STIMINT);
        assertValue(-50, spikes(WHOLE, peaks), Feature.TIME_TO_FIRST_SPIKE);
        assertValue(2, spikes(WHOLE.withStrict(true), peaks), Feature.SPIKE_COUNT);
        assertValue(50, spikes(WHOLE.withStrict(true), peaks), Feature.TIME_TO_FIRST_SPIKE);
    }

    @Test
    void aPlateauBehindASpikeIsABlock() {
        TraceFeatures block = lines(
                WHOLE,
                0.2,
                new double[] {0, -70},
                new double[] {148, -70},
                new double[] {150, 30},
                new double[] {152, -30},
                new double[] {400, -30},
                new double[] {410, -70},
                new double[] {600, -70});
        assertValue(1, block, Feature.DEPOL_BLOCK_BOOL);
        assertValue(0, spikes(WHOLE, 150, 200), Feature.DEPOL_BLOCK_BOOL);
    }

    @Test
    void thePeakOfAParabolaLiesBetweenItsSamples() {
        double[] v = new double[3001];
        for (int i = 0; i < v.length; i++) {
            double x = 0.1 * i - 150.037;
            v[i] = Math.max(-70, 30 - 20 * x * x);
        }
        TraceFeatures features = TraceFeatures.of(FeatureTrace.of(v, 0.1).stimulus(100, 200, 0.1), BETWEEN);
        assertValue(30, features, Feature.AP_HEIGHT);
        assertValue(50.037, features, Feature.TIME_TO_FIRST_SPIKE);
    }
}
