package dev.huxley.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Samples in time and the number of steps that a duration has. */
class WaveformTest {
    /** The grid of a time step is what the decimal numbers say, not what their doubles give when divided. */
    @Test
    void aDurationOfWholeStepsHasThatManySteps() {
        for (String step : new String[] {"0.025", "0.1", "0.05", "0.01", "0.0125", "0.2", "0.3", "0.5", "0.125", "1"}) {
            BigDecimal dt = new BigDecimal(step);
            for (int n = 1; n < 4000; n += 7) {
                double duration = dt.multiply(BigDecimal.valueOf(n)).doubleValue();
                assertEquals(n, TimePoints.steps(duration, dt.doubleValue()), duration + " / " + step);
                assertEquals(n, TimePoints.nearest(duration, dt.doubleValue()), duration + " / " + step);
                assertEquals(n, TimePoints.lastUntil(duration, dt.doubleValue()), duration + " / " + step);
                double half = dt.multiply(new BigDecimal(n + ".5")).doubleValue();
                assertEquals(n, TimePoints.nearest(half, dt.doubleValue()), "halfway, the earlier one: " + half);
                assertEquals(n + 1, TimePoints.steps(half, dt.doubleValue()), "a run covers its duration: " + half);
            }
        }
    }

    /** Amplitude times length, for every delay and length on the grid. */
    @Test
    void theChargeOfAStepIsAmplitudeTimesLength() {
        for (String step : new String[] {"0.025", "0.1", "0.05", "0.01", "0.0125", "0.2", "0.3", "1", "0.5"}) {
            BigDecimal dt = new BigDecimal(step);
            for (int delay = 0; delay < 120; delay++) {
                for (int length = 1; length < 120; length += 3) {
                    double from = dt.multiply(BigDecimal.valueOf(delay)).doubleValue();
                    double lasts = dt.multiply(BigDecimal.valueOf(length)).doubleValue();
                    double end = dt.multiply(BigDecimal.valueOf(240)).doubleValue();
                    Waveform wave = Waveform.step(from, lasts, 0.7, dt.doubleValue(), end);
                    double charge = Arrays.stream(wave.samples(0)).sum() * dt.doubleValue();
                    String what = "dt " + step + ", delay " + from + ", length " + lasts + ": " + charge;
                    assertEquals(0.7 * lasts, charge, 1e-12 * lasts, what);
                    assertEquals(delay, wave.begin(0), what);
                    assertEquals(0.7, wave.samples(0)[delay + length - 1], what);
                }
            }
        }
        assertArrayEquals(
                new double[] {1, 1, 1, 1, 1},
                Arrays.copyOfRange(Waveform.step(0.5, 0.5, 1, 0.1, 10).samples(0), 5, 10));
        assertEquals(1, Waveform.step(0.5, 0.1, 1, 0.1, 10).samples(0)[5], "was all zeros");
    }

    /** Step k has the current when its middle lies in [delay, delay + length). */
    @Test
    void edgesOffTheGridGoToTheNearestStep() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            double dt = 0.01 + 0.1 * random.nextDouble();
            double delay = 5 * random.nextDouble();
            double length = dt + 5 * random.nextDouble();
            double[] samples = Waveform.step(delay, length, 1, dt, 12).samples(0);
            for (int k = 0; k < samples.length; k++) {
                double middle = (k + 0.5) * dt;
                boolean isOn = middle >= delay && middle < delay + length;
                assertEquals(isOn ? 1 : 0, samples[k], "step " + k + " of " + dt + ": " + delay + " for " + length);
            }
        }
    }

    @Test
    void aRunHasAtLeastOneStepAndAWaveformOneSampleMore() {
        assertEquals(1, TimePoints.steps(0.01, 0.025));
        assertEquals(160, TimePoints.steps(4, 0.025));
        assertEquals(400, TimePoints.steps(10, 0.025));
        for (double duration : new double[] {0.01, 4, 10, 7.77}) {
            assertEquals(
                    TimePoints.steps(duration, 0.025) + 1,
                    Waveform.step(0, 1, 1, 0.025, duration).length());
        }
    }

    @Test
    void aStepIsOnForItsWindow() {
        Waveform step = Waveform.step(0.2, 0.3, 2, -1, 0.1, 0.8);
        assertArrayEquals(new double[] {-1, -1, 2, 2, 2, -1, -1, -1, -1}, Arrays.copyOf(step.samples(0), 9));
        assertTrue(Arrays.stream(Waveform.step(0.5, 0, 1, 0.1, 1).samples(0)).allMatch(x -> x == 0), "no length");
        assertEquals(1, Waveform.step(0, 99, 1, 0.1, 1).samples(0)[10]);
    }

    @Test
    void waveformsAreImmutable() {
        double[] mine = {1, 2};
        Waveform waveform = Waveform.of(mine, 0.1);
        mine[0] = 9;
        waveform.samples(0)[1] = 9;
        assertArrayEquals(new double[] {1, 2}, waveform.samples(0));
        double[][] lanes = {{1, 2}, {3, 4}};
        Waveform two = Waveform.of(lanes, 0.1);
        lanes[1][0] = 9;
        assertArrayEquals(new double[] {3, 4}, two.samples(1));
        assertSame(two, two.padded(2, 0));
        assertNotSame(two, two.padded(3, 7));
        assertArrayEquals(new double[] {3, 4, 7}, two.padded(3, 7).samples(1));
    }

    @Test
    void functionsAreSampledAtTheStartOfEachStep() {
        Waveform ramp = Waveform.of(time -> 10 * time, 0.5, 1.2);
        assertArrayEquals(new double[] {0, 5, 10, 15}, ramp.samples(0), 1e-12);
    }

    @Test
    void wrongWaveformsAreNamed() {
        assertSays(() -> Waveform.of(new double[0], 0.1), "at least one sample");
        assertSays(() -> Waveform.of(new double[][] {{1}, {1, 2}}, 0.1), "waveform 1", "2 samples", "waveform 0");
        assertSays(() -> Waveform.of(new double[] {1, 1 / 0.0}, 0.1), "sample 1", "Infinity");
        assertSays(() -> Waveform.of(new double[] {1}, 0), "time step", "0.0");
        assertSays(() -> Waveform.step(-1, 1, 1, 0.1, 1), "delay", "-1.0");
        assertSays(() -> Waveform.step(0, 1, 1, 0.1, 0), "duration", "0.0");
        assertSays(() -> Waveform.step(5, 1, 1, 0.1, 1), "5.0 ms", "after the end", "1.0 ms", "delay");
        assertSays(() -> Waveform.step(0.26, 0.04, 1, 0.1, 1), "0.26 ms", "0.04 ms", "no time step", "longer");
        assertSays(() -> TimePoints.steps(1e12, 1e-3), "steps", "units");
        assertSays(() -> TimePoints.steps(Double.NaN, 0.1), "duration", "NaN");
    }

    /** A clamp's sample k is the state in the step that starts at time point k. */
    @Test
    void spikesAreOneInTheStepThatStartsNextToTheirTime() {
        Waveform trains = Waveform.spikes(new double[][] {{0.1, 0.34, 0.8}, {}}, 0.1, 0.8);
        assertArrayEquals(new double[] {0, 1, 0, 1, 0, 0, 0, 0, 1}, Arrays.copyOf(trains.samples(0), 9));
        assertTrue(Arrays.stream(trains.samples(1)).allMatch(x -> x == 0), "a silent source");
        assertEquals(Waveform.step(0, 1, 1, 0.1, 0.8).length(), trains.length());
        double[] every = {0, 0.025, 0.05, 0.075, 0.1};
        assertArrayEquals(
                new double[] {1, 1, 1, 1, 1},
                Arrays.copyOf(Waveform.spikes(every, 0.025, 0.1).samples(0), 5));
    }

    @Test
    void wrongSpikeTimesAreNamed() {
        assertSays(() -> train(1, 0.5), "spike 1 of train 1", "0.5 ms", "not after", "1.0 ms", "sort");
        assertSays(() -> train(1, 1), "spike 1 of train 1", "not after");
        assertSays(() -> train(-1), "-1.0 ms", "outside", "8.0 ms");
        assertSays(() -> train(8.01), "8.01 ms", "outside");
        assertSays(() -> train(Double.NaN), "NaN", "outside");
        assertSays(() -> train(2.01, 2.03), "2.03 ms", "2.01 ms", "same time point", "smaller step");
    }

    private static Waveform train(double... times) {
        return Waveform.spikes(new double[][] {{}, times}, 0.1, 8);
    }

    @Test
    void batchesAreOfOneForm() {
        Waveform one = Waveform.of(new double[] {1, 2}, 0.1);
        assertSays(() -> Waveform.batch(null, List.of()), "at least one");
        for (Waveform other : List.of(
                Waveform.of(new double[] {1, 2}, 0.2),
                Waveform.of(new double[] {1}, 0.1),
                Waveform.of(new double[][] {{1, 2}, {3, 4}}, 0.1))) {
            assertSays(() -> Waveform.batch(null, List.of(one, other)), "row 1", other.toString(), one.toString());
        }
    }

    private static void assertSays(Executable call, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }
}
