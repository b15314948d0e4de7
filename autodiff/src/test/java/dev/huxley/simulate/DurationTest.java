package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.NeuronCases;
import dev.huxley.testing.Reference;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers of samples in stimuli and traces. */
class DurationTest {
    @Test
    void timePointsMeetTheReference() {
        for (JsonNode row : Reference.of("time_points").at("/expected/rows")) {
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
            // Without current: in one row it would begin at the very end of the run, which is an error.
            Waveform none = Waveform.step(1, 1, 0, dt, duration);
            assertEquals(row.get("columns_with_t_max").asInt(), columns(none, dt, duration), row::toString);
        }
    }

    /** The first sample that differs, the number of steps with current, and the voltage at the end, from NEURON. */
    @Test
    void stepsOfCurrentReachTheStepsThatTheyReachInNeuron() {
        for (JsonNode row : NeuronCases.of("hh_point_step_edges").at("/expected/rows")) {
            double dt = row.get(0).asDouble();
            Waveform step = Waveform.step(row.get(1).asDouble(), row.get(2).asDouble(), 0.1, dt, 5);
            assertEquals(row.get(3).asInt(), step.begin(0) + 1, row::toString);
            long on = Arrays.stream(step.samples(0)).filter(x -> x != 0).count();
            assertEquals(row.get(4).asInt(), on, row::toString);
            Cell cell = new Cell(new Compartment());
            cell.insert(new HH());
            cell.set("radius", 5);
            cell.set("v", -65);
            SteadyState.apply(cell);
            cell.stimulate(step);
            cell.record("v");
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(cell).dt(dt).tMax(5).build()) {
                double[] v = simulation.run(manager).toDoubleArray();
                assertEquals(row.get(5).asDouble(), v[v.length - 1], 1e-8, row::toString);
                double[] times = simulation.times();
                assertEquals(v.length, times.length);
                assertEquals(5, times[times.length - 1], 1e-12);
            }
        }
    }

    @Test
    void timesAreThoseOfTheColumns() {
        Cell cell = new Cell(new Compartment());
        cell.stimulate(Waveform.step(1, 1, 0.01, 0.025, 10));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation given = Simulation.of(cell).dt(0.025).tMax(10).build();
                Simulation open = Simulation.of(cell).dt(0.025).build()) {
            assertEquals(401, given.times().length);
            assertEquals(401, given.run(manager).getShape().get(1));
            assertArrayEquals(new double[] {0, 0.025, 0.05}, Arrays.copyOf(given.times(), 3), 1e-15);
            assertEquals(10, given.times()[400], 1e-12);
            assertEquals(402, open.times().length);
            assertEquals(402, open.run(manager).getShape().get(1));
            double[] later = given.times(Inputs.none().startingAt(400));
            assertEquals(10, later[0], 1e-12);
            assertEquals(20, later[400], 1e-12);
        }
    }

    @Test
    void aShorterStimulusIsFollowedByZeros() {
        double[] samples = {0.01, 0.02, -0.01};
        double[][] traces = new double[3][];
        try (NDManager manager = HuxleyRuntime.newManager()) {
            for (int i = 0; i < traces.length; i++) {
                Cell cell = new Cell(new Compartment());
                Waveform wave = Waveform.of(samples, 0.1);
                cell.stimulate(i == 0 ? wave.padded(8, 0) : i == 1 ? wave : Waveform.of(new double[] {0, 0}, 0.1));
                cell.record("v");
                try (Simulation simulation =
                        Simulation.of(cell).dt(0.1).tMax(0.8).build()) {
                    NDArray given = manager.create(samples);
                    given.setRequiresGradient(true);
                    try (Tape tape = Tape.open()) {
                        NDArray v = simulation.run(
                                manager, i < 2 ? Inputs.none() : Inputs.none().waveform(0, given));
                        traces[i] = v.toDoubleArray();
                        if (i == 2) {
                            ArrayTree gradient = tape.gradients(v.get("0, 8"), ArrayTree.of("samples", given));
                            assertTrue(Arrays.stream(gradient.get("samples").toDoubleArray())
                                    .allMatch(x -> x > 0));
                        }
                    }
                }
            }
        }
        assertEquals(9, traces[0].length);
        assertArrayEquals(traces[0], traces[1]);
        assertArrayEquals(traces[0], traces[2]);
    }

    @Test
    void withoutADurationTheLongestStimulusTells() {
        Cell cell = new Cell(new Compartment());
        cell.stimulate(Waveform.of(new double[] {1e-3, 1e-3}, 0.1));
        cell.stimulate(Waveform.of(new double[] {0, 1e-3, 0, 0, 0}, 0.1));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
            assertEquals(6, simulation.run(manager).getShape().get(1));
        }
    }

    @Test
    void aStimulusThatBeginsBehindTheEndIsAnError() {
        Cell cell = new Cell(new Compartment());
        cell.stimulate(Waveform.step(5, 1, 0.1, 0.025, 10));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation ends = Simulation.of(cell).dt(0.025).tMax(5).build();
                Simulation goesOn = Simulation.of(cell).dt(0.025).tMax(5.025).build()) {
            String message = assertThrows(IllegalArgumentException.class, () -> ends.run(manager))
                    .getMessage();
            for (String part : new String[] {"stimulus 0", "step 200", "5.0 ms", "after the end", "tMax"}) {
                assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
            }
            goesOn.run(manager);
            ends.runToStates(manager, Inputs.none()); // the first part of a longer run
        }
    }

    @Test
    void aRunHasOneColumnMoreThanSteps() {
        Waveform three = Waveform.of(new double[] {0, 0, 0}, 0.5);
        assertEquals(4, columns(three, 0.5, Double.NaN));
        assertEquals(3, columns(three, 0.5, 0.75));
        assertEquals(2, columns(three, 0.5, 0.25));
        assertEquals(5, columns(three, 0.5, 2), "2 ms are 4 steps of 0.5 ms, not 5");
    }

    @Test
    void columnZeroIsTheInitialStateAndSampleKActsInStepK() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.set("Leak_eLeak", -63);
        cell.set("v", -63);
        cell.stimulate(Waveform.of(new double[] {0, 0, 0.1, 0}, 0.1));
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
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
        try (NDManager manager = HuxleyRuntime.newManager();
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
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = builder.build()) {
            return simulation.run(manager).getShape().get(1);
        }
    }
}
