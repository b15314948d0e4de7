package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpikePeaksTest {
    @Test
    void noiseOfAPlateauAtTheThresholdIsNoSpike() {
        double[] plateau = IntStream.range(0, 1000)
                .mapToDouble(i -> i < 100 ? -70 : -20 + 6 * Math.sin(i))
                .toArray();
        assertEquals(0, SpikePeaks.of(plateau).length);
    }

    @Test
    void peaksAreTheHighestSamples() {
        double[] voltage = IntStream.range(0, 100).mapToDouble(i -> -70).toArray();
        for (int peak : new int[] {20, 50}) {
            voltage[peak - 1] = 10;
            voltage[peak] = 30;
            voltage[peak + 1] = -10;
        }
        voltage[80] = -30;
        assertArrayEquals(new int[] {20, 50}, SpikePeaks.of(voltage), "a bump to -30 mV is below the threshold");
    }

    @Test
    void aSpikeCutByTheEndDoesNotCount() {
        assertEquals(0, SpikePeaks.of(new double[] {-70, -70, 0, 20}).length);
        assertEquals(0, SpikePeaks.of(new double[0]).length);
    }
}
