package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.SharedData;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long stimuli and traces are. */
class DurationTest {
    @Test
    void timePointsMeetTheReference() {
        for (JsonNode row : SharedData.reference("time_points").at("/expected/rows")) {
            double dt = row.get("dt").asDouble();
            double duration = row.get("t_max").asDouble();
            Waveform step = Waveform.step(1, 1, 1, dt, duration);
            assertEquals(row.get("stimulus_samples").asInt(), step.length(), row::toString);
            double[] samples = step.samples(0);
            int[] on = IntStream.range(0, samples.length)
                    .filter(i -> samples[i] != 0)
                    .toArray();
            assertEquals(row.at("/on_samples/0").asInt(), on[0], row::toString);
            assertEquals(row.at("/on_samples/1").asInt(), on[on.length - 1], row::toString);
            assertEquals(row.get("columns_with_stimulus").asInt(), columns(step, dt, Double.NaN), row::toString);
            assertEquals(row.get("columns_with_t_max").asInt(), columns(step, dt, duration), row::toString);
        }
    }

    @Test
    void aRunHasOneColumnMoreThanSteps() {
        Waveform three = Waveform.of(new double[] {0, 0, 0}, 0.5);
        assertEquals(4, columns(three, 0.5, Double.NaN));
        assertEquals(3, columns(three, 0.5, 0.75));
        assertEquals(2, columns(three, 0.5, 0.25));
    }

    @Test
    void columnZeroIsTheInitialStateAndSampleKActsInStepK() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.set("Leak_eLeak", -63);
        cell.set("v", -63);
        cell.stimulate(Waveform.of(new double[] {0, 0, 0.1, 0}, 0.1));
        cell.record("v");
        try (NDManager manager = Huxley.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
            double[] v = simulation.run(manager).toDoubleArray();
            assertArrayEquals(new double[] {-63, -63, -63}, new double[] {v[0], v[1], v[2]}, 1e-9);
            // 0.1 nA for 0.1 ms on 20 pi um2 at 1 uF/cm2, less the leak of the same step.
            double rise = 0.1 * 0.1 / (20 * Math.PI * 1e-5) / (1 + 0.1 * 1e-4 * 1e3);
            assertEquals(rise, v[3] + 63, 1e-8 * rise);
        }
    }

    @Test
    void clampedSamplesAppearOneColumnLater() {
        Cell cell = new Cell(new Compartment());
        cell.clamp("v", Waveform.of(new double[] {-10, -20, -30}, 0.1));
        cell.record("v");
        try (NDManager manager = Huxley.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
            assertArrayEquals(
                    new double[] {-70, -10, -20, -30}, simulation.run(manager).toDoubleArray());
        }
    }

    private static long columns(Waveform stimulus, double dt, double duration) {
        Cell cell = new Cell(new Compartment());
        cell.stimulate(stimulus);
        cell.record("v");
        Simulation.Builder builder = Simulation.of(cell).dt(dt);
        if (!Double.isNaN(duration)) {
            builder.tMax(duration);
        }
        try (NDManager manager = Huxley.newManager();
                Simulation simulation = builder.build()) {
            return simulation.run(manager).getShape().get(1);
        }
    }
}
