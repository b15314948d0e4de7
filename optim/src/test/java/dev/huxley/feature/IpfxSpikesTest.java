package dev.huxley.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpfxSpikesTest {
    private static final double DT = 0.1;

    /** Lines through the knots (ms, mV). */
    private static double[] lines(int samples, double... knots) {
        double[] v = new double[samples];
        for (int i = 0; i < samples; i++) {
            double t = i * DT;
            int k = 0;
            while (k + 4 < knots.length && t > knots[k + 2] + 1e-9) {
                k += 2;
            }
            double fraction = Math.min(1, (t - knots[k]) / (knots[k + 2] - knots[k]));
            v[i] = knots[k + 1] + fraction * (knots[k + 3] - knots[k + 1]);
        }
        return v;
    }

    private static List<IpfxSpike> spikes(double[] v, double start, double end) {
        return IpfxSpikes.of(FeatureTrace.of(v, DT).stimulus(start, end, 0.1));
    }

    /** A rise of 1 V/s, one of 4, the upstroke of 100, a fall of 50 to below the threshold. */
    private static double[] oneSpike() {
        return lines(401, 0, -60, 10, -60, 15, -55, 16, -51, 16.8, 29, 18.5, -56, 25, -55, 40, -55);
    }

    @Test
    void aSpikeOfStraightPiecesIsMeasuredByHand() {
        List<IpfxSpike> spikes = spikes(oneSpike(), 5, 35);
        assertEquals(1, spikes.size());
        IpfxSpike spike = spikes.get(0);
        assertEquals(100, spike.upstroke(), 1e-9);
        // 5 % of 100 V/s is more than 4 V/s: the last sample that rises by 4 V/s or less.
        assertEquals(15.9, spike.thresholdTime(), 1e-9);
        assertEquals(-51.4, spike.thresholdVoltage(), 1e-9);
        assertEquals(16.8, spike.peakTime(), 1e-9);
        assertEquals(29, spike.peakVoltage(), 1e-9);
        assertEquals(-50, spike.downstroke().getAsDouble(), 1e-9);
        assertEquals(2, spike.upstrokeDownstrokeRatio().getAsDouble(), 1e-9);
        assertEquals(-56, spike.troughVoltage().getAsDouble(), 1e-9);
        assertEquals(-56, spike.fastTroughVoltage().getAsDouble(), 1e-9);
        // Halfway from -56 to 29 is -13.5: at or below it are the samples at 16.3 (-21) and 17.7 (-16).
        assertEquals(1.4, spike.width().getAsDouble(), 1e-9);
    }

    @Test
    void aNoisyOrSmallRiseIsNoSpike() {
        assertEquals(
                List.of(), spikes(lines(401, 0, -60, 20, -60, 20.2, -50, 21, -60, 40, -60), 5, 35), "below -30 mV");
        assertEquals(List.of(), spikes(lines(401, 0, -60, 20, -60, 28, 20, 36, -60, 40, -60), 5, 35), "10 V/s");
        assertEquals(List.of(), spikes(oneSpike(), 20, 35), "before the stimulus");
    }

    @Test
    void theMeanUpstrokeOfAllSpikesDecidesAboutEachThreshold() {
        double[] steep =
                lines(801, 0, -60, 10, -60, 11, -56, 12, 44, 14, -60, 40, -60, 41, -56, 41.2, 44, 43, -60, 80, -60);
        List<IpfxSpike> both = spikes(steep, 5, 75);
        assertEquals(2, both.size());
        assertEquals(100, both.get(0).upstroke(), 1e-9);
        assertEquals(500, both.get(1).upstroke(), 1e-9);
        // 5 % of the mean, 300 V/s, is 15 V/s: the rise of 4 V/s is below it in both.
        assertEquals(10.9, both.get(0).thresholdTime(), 1e-9);
        assertEquals(40.9, both.get(1).thresholdTime(), 1e-9);
        // 5 % of the first alone is 5 V/s.
        assertEquals(10.9, spikes(steep, 5, 30).get(0).thresholdTime(), 1e-9);
    }

    @Test
    void aRiseInTwoStepsIsOneSpike() {
        double[] v = lines(401, 0, -60, 10, -60, 10.5, -40, 10.7, -41, 11.5, 40, 13, -60, 20, -58, 40, -58);
        List<IpfxSpike> spikes = spikes(v, 5, 35);
        assertEquals(1, spikes.size(), spikes.toString());
        assertTrue(spikes.get(0).thresholdTime() <= 10.7, spikes.toString());
        assertEquals(40, spikes.get(0).peakVoltage(), 1e-9);
    }

    @Test
    void aSpikeThatTheStimulusCutsHasNoWidth() {
        IpfxSpike spike = spikes(oneSpike(), 5, 17.2).get(0);
        assertEquals(29, spike.peakVoltage(), 1e-9);
        assertTrue(spike.width().isEmpty() && spike.downstroke().isEmpty(), spike.toString());
        assertTrue(spike.upstrokeDownstrokeRatio().isEmpty(), spike.toString());
    }

    @Test
    void shiftsMoveTimesAndVoltagesOnly() {
        double[] v = oneSpike();
        double[] later = new double[v.length + 50];
        Arrays.fill(later, v[0]);
        System.arraycopy(v, 0, later, 50, v.length);
        IpfxSpike here = spikes(v, 5, 35).get(0);
        IpfxSpike there = spikes(later, 10, 40).get(0);
        assertEquals(here.peakTime() + 5, there.peakTime(), 1e-9);
        assertEquals(here.width(), there.width());
        assertEquals(here.upstroke(), there.upstroke(), 1e-9);
    }

    @Test
    void simulatedSpikesAreThoseOfEfel() {
        for (String neuron : SimulatedTraces.NEURONS) {
            FeatureTrace trace = FeatureTrace.of(SimulatedTraces.trace(neuron, 0.6), SimulatedTraces.DT)
                    .stimulus(SimulatedTraces.START, SimulatedTraces.END, 0.6);
            TraceFeatures features =
                    TraceFeatures.of(trace, FeatureSettings.efel().withStepMs(0).withStrict(true));
            List<IpfxSpike> spikes = IpfxSpikes.of(trace);
            assertFalse(spikes.isEmpty(), neuron);
            double[] heights = features.values(Feature.AP_HEIGHT);
            assertEquals(heights.length, spikes.size(), neuron);
            for (int k = 0; k < heights.length; k++) {
                assertEquals(heights[k], spikes.get(k).peakVoltage(), 0, neuron + ", peak " + k);
            }
        }
    }
}
