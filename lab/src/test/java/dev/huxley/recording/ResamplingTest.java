package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
    /** The filter reaches 26 samples of the slower rate; nearer to the ends the sine's continuation counts. */
    private static final int EDGE = 27;

    @ParameterizedTest
    @CsvSource({
        "0.05, 0.1, 0.8", // half the rate
        "0.02, 0.025, 0.8", // 50 kHz to 40 kHz
        "0.01, 0.1, 0.8", // a tenth
        "0.033333333333, 0.0777, 0.8", // no simple fraction
        "0.05, 0.025, 0.9", // twice the rate
        "0.1, 0.03, 0.9",
        "0.05, 0.0371234567, 0.9"
    })
    void sineInThePassBandSurvives(double from, double to, double edge) {
        for (double fraction : new double[] {0.01, 0.3, 0.6, edge}) {
            double frequency = fraction * 0.5 / Math.max(from, to);
            double[] out = Resampling.resample(sine(frequency, from, 4000), from, to);
            double worst = 0;
            int margin = (int) Math.ceil(EDGE * Math.max(from, to) / to);
            for (int k = margin; k < out.length - margin; k++) {
                worst = Math.max(worst, Math.abs(out[k] - Math.sin(2 * Math.PI * frequency * k * to)));
            }
            assertTrue(out.length > 2 * margin + 50, "too short: " + out.length);
            assertTrue(worst < 1e-3, from + " to " + to + ", " + fraction + " of Nyquist: error " + worst);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.1", "0.02, 0.025", "0.01, 0.1", "0.033333333333, 0.0777"})
    void sineAboveTheNewNyquistIsAttenuatedBy60Decibel(double from, double to) {
        for (double fraction : new double[] {1.0, 1.1, 1.24, 2.3}) {
            double frequency = fraction * 0.5 / to;
            if (frequency > 0.5 / from) {
                continue;
            }
            double[] out = Resampling.resample(sine(frequency, from, 4000), from, to);
            double worst = 0;
            for (int k = EDGE; k < out.length - EDGE; k++) {
                worst = Math.max(worst, Math.abs(out[k]));
            }
            assertTrue(worst < 1e-3, from + " to " + to + ", " + fraction + " of Nyquist: " + worst + " is left");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.025", "0.05, 0.1", "0.05, 0.0371", "0.02, 0.025", "0.01, 0.5"})
    void constantStaysExactlyConstant(double from, double to) {
        double[] x = new double[777];
        Arrays.fill(x, -70.123456789);
        for (double value : Resampling.resample(x, from, to)) {
            assertEquals(-70.123456789, value);
        }
    }

    @Test
    void equalRatesPassThrough() {
        double[] x = new Random(1).doubles(100).toArray();
        double[] out = Resampling.resample(x, 0.05, 0.05);
        assertArrayEquals(x, out);
        out[0] = 7;
        assertTrue(x[0] != 7, "the result is the input itself");
    }

    @Test
    void samplesAreKeptWhenTheRateIsMultiplied() {
        double[] x = new Random(2).doubles(300).toArray();
        double[] out = Resampling.resample(x, 0.1, 0.025);
        assertEquals(4 * 299 + 1, out.length);
        for (int i = 0; i < x.length; i++) {
            assertEquals(x[i], out[4 * i], "sample " + i);
        }
    }

    @Test
    void baselineAtTheEndsDoesNotRing() {
        double[] x = new double[2000];
        Arrays.fill(x, -70);
        Arrays.fill(x, 990, 1010, 30);
        double[] out = Resampling.resample(x, 0.05, 0.2);
        for (int k = 0; k < 100; k++) {
            assertEquals(-70, out[k], 1e-12, "sample " + k);
            assertEquals(-70, out[out.length - 1 - k], 1e-12, "sample -" + k);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.025", "0.05, 0.1", "0.05, 0.0371", "0.02, 0.025", "0.1, 0.3"})
    void stepCommandStaysTwoValued(double from, double to) {
        double[] x = new double[1000];
        Arrays.fill(x, 215, 715, 0.3);
        double[] out = Resampling.resampleCommand(x, from, to);
        for (int k = 0; k < out.length; k++) {
            double time = k * to;
            boolean on = time > 215 * from - 1e-9 && time < 715 * from - 1e-9;
            assertEquals(on ? 0.3 : 0.0, out[k], "time " + time);
        }
        assertEquals(Resampling.length(1000, from, to), out.length);
        assertEquals(Resampling.resample(x, from, to).length, out.length);
    }

    @Test
    void resultEndsAtTheLastSample() {
        assertEquals(39_999, Resampling.length(20_000, 0.05, 0.025));
        assertEquals(10_000, Resampling.length(20_000, 0.05, 0.1));
        assertEquals(1, Resampling.length(1, 0.05, 0.025));
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Resampling.resample(new double[0], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Resampling.resample(new double[3], 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Resampling.resample(new double[3], 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Resampling.resample(new double[3], 1, 1e9));
        assertThrows(IllegalArgumentException.class, () -> Resampling.resample(new double[3], 1e12, 1e-3));
    }

    private static double[] sine(double frequency, double dt, int samples) {
        double[] x = new double[samples];
        for (int i = 0; i < samples; i++) {
            x[i] = Math.sin(2 * Math.PI * frequency * i * dt);
        }
        return x;
    }
}
