package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Known currents with noise added: what is found must be what was there. */
class CurrentIdealizationTest {
    private static final double DT = 0.1;
    private static final int LENGTH = 10_000;
    private static final double NOISE = 0.009;

    private static double[] noisy(IntToDoubleFunction current, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, LENGTH)
                .mapToDouble(i -> current.applyAsDouble(i) + NOISE * random.nextGaussian())
                .toArray();
    }

    private static List<StimulusCurrent> ideal(List<double[]> currents) {
        return CurrentIdealization.of(
                currents, Collections.nCopies(currents.size(), new int[0]), DT, new int[0], "recorded");
    }

    @Test
    void edgesAndLevelsOfStepsAreFoundInNoise() {
        for (int sweeps : new int[] {1, 2, 7}) {
            List<double[]> currents = new ArrayList<>();
            for (int s = 0; s < sweeps; s++) {
                double step = 0.05 + 0.03 * s;
                currents.add(noisy(i -> -0.02 + (i >= 300 && i < 400 ? -0.05 : i >= 2000 && i < 7000 ? step : 0), s));
            }
            List<StimulusCurrent> found = ideal(currents);
            for (int s = 0; s < sweeps; s++) {
                List<StimulusEpoch> epochs = found.get(s).epochs();
                String where = sweeps + " sweeps, number " + s + ": " + epochs;
                assertEquals(5, epochs.size(), where);
                double[] starts = {0, 30, 40, 200, 700};
                double[] levels = {-0.02, -0.07, -0.02, 0.03 + 0.03 * s, -0.02};
                for (int k = 0; k < 5; k++) {
                    assertEquals(starts[k], epochs.get(k).startMs(), 0.21, where);
                    double error = 5 * NOISE / Math.sqrt(0.9 * epochs.get(k).durationMs() / DT);
                    assertEquals(levels[k], epochs.get(k).level(), error, where);
                }
            }
        }
    }

    @Test
    void aTransientInOneSweepIsNoEdge() {
        List<double[]> currents = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            int at = 2500 + 700 * s;
            double step = 0.1 + 0.05 * s;
            currents.add(noisy(
                    i -> (i >= 2000 && i < 7000 ? step : 0)
                            + (i >= at && i < at + 10 ? 0.5 : 0)
                            - (i >= at + 10 && i < at + 20 ? 0.5 : 0),
                    s));
        }
        for (StimulusCurrent current : ideal(currents)) {
            assertEquals(3, current.epochs().size(), () -> "" + current.epochs());
        }
    }

    @Test
    void aRampStaysARamp() {
        IntToDoubleFunction ramp = i -> i < 2000 ? 0 : 0.3 * (i - 2000) / 8000.0;
        StimulusCurrent found =
                ideal(List.of(noisy(ramp, 1), noisy(ramp, 2), noisy(ramp, 3))).get(1);
        assertEquals(List.of(), found.epochs());
        double worst = IntStream.range(0, LENGTH)
                .mapToDouble(i -> Math.abs(found.value(i) - ramp.applyAsDouble(i)))
                .max()
                .orElseThrow();
        assertTrue(worst < 5 * NOISE / Math.sqrt(5) + 0.001, "worst difference " + worst + " nA");
        Protocol protocol = Protocol.of(found);
        assertEquals(Protocol.Kind.RAMP, protocol.kind(), protocol::toString);
    }

    @Test
    void aNoiseStimulusStaysOne() {
        Random random = new Random(9);
        double[] frozen = new double[LENGTH];
        for (int i = 1; i < LENGTH; i++) {
            frozen[i] = i < 1000 || i > 9000 ? 0 : frozen[i - 1] * 0.98 + 0.01 * random.nextGaussian();
        }
        List<StimulusCurrent> found = ideal(List.of(noisy(i -> frozen[i], 1), noisy(i -> frozen[i], 2)));
        assertEquals(List.of(), found.get(0).epochs());
        assertEquals(Protocol.Kind.NOISE, Protocol.of(found.get(0)).kind());
    }

    @Test
    void aConstantCurrentIsOneEpoch() {
        StimulusCurrent found = ideal(List.of(noisy(i -> 0.01, 4))).get(0);
        assertEquals(1, found.epochs().size(), () -> "" + found.epochs());
        assertEquals(0.01, found.value(0), 1e-3);
        assertEquals(Protocol.Kind.NONE, Protocol.of(found).kind());
    }

    @Test
    void transientsAtSpikesAreBridged() {
        double[] clean =
                IntStream.range(0, 1000).mapToDouble(i -> i >= 200 ? 0.1 : 0).toArray();
        double[] current = clean.clone();
        Arrays.fill(current, 495, 505, 0.6);
        Arrays.fill(current, 505, 515, -0.4);
        SpikeTransients found = SpikeTransients.of(current, new int[] {503}, DT);
        assertArrayEquals(clean, found.bridged, 1e-12);
        assertEquals(1, found.count);
        assertEquals(0.5, found.largest, 1e-12);
        // The edge of a step that made the cell spike is no transient.
        SpikeTransients step = SpikeTransients.of(clean, new int[] {215}, DT);
        assertArrayEquals(clean, step.bridged, 0);
        assertEquals(0, step.count);
    }
}
