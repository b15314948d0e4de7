package dev.huxley.simulate;

import static dev.huxley.simulate.NeuronModels.assertSamples;
import static dev.huxley.simulate.NeuronModels.assertSpikes;
import static dev.huxley.simulate.NeuronModels.run;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.model.Cell;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.NeuronCases;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Backward Euler gives NEURON's voltages with the fixed step. NEURON advances the gates after the voltage and Huxley
 * before it: from the steady state at the initial voltage, where the first advance changes nothing, the voltages are the
 * same and Huxley's gates come one sample later.
 */
class NeuronReferenceTest {
    private static final double REST = -65;

    @Test
    void aPointNeuronMeetsNeuron() {
        JsonNode reference = NeuronCases.of("hh_point");
        JsonNode expected = reference.get("expected");
        Cell cell = NeuronModels.point(reference.at("/setup/cell"), REST);
        cell.stimulate(NeuronModels.step(reference.at("/setup/stimulus"), 0.025, 100));
        for (String state : new String[] {"v", "HH_m", "HH_h", "HH_n"}) {
            cell.record(state);
        }
        double[][] traces = run(cell, 0.025, 100);
        assertSamples("v", expected.get("v"), traces[0], 10);
        assertSpikes("v", expected.get("spike_times"), traces[0], 0.025, 1e-8);
        assertEquals(expected.get("first_changed").asInt(), firstDifference(traces[0], silent(reference, 0.025, 5)));
        for (int gate = 1; gate <= 3; gate++) {
            String name = new String[] {"", "m", "h", "n"}[gate];
            JsonNode want = expected.get(name + "_at_every_100th");
            double[] earlier = Arrays.copyOfRange(traces[gate], 1, 4002);
            // The last one would need one more step.
            earlier[4000] = want.get(40).asDouble();
            assertSamples(name, want, earlier, 0, 100, 1e-11);
        }
    }

    /** A step of the simulation has the current if its middle lies in the pulse. */
    @Test
    void aPulseOfCurrentReachesTheStepsThatItReachesInNeuron() {
        JsonNode reference = NeuronCases.of("hh_point_step_edges");
        double amplitude = reference.at("/setup/amp").asDouble();
        double duration = reference.at("/setup/t_max").asDouble();
        assertAll(StreamSupport.stream(reference.at("/expected/rows").spliterator(), false)
                .map(row -> () -> {
                    double dt = row.get(0).asDouble();
                    Cell cell = NeuronModels.point(reference.at("/setup/cell"), REST);
                    Waveform pulse =
                            Waveform.step(row.get(1).asDouble(), row.get(2).asDouble(), amplitude, dt, duration);
                    cell.stimulate(pulse);
                    cell.record("v");
                    double[] v = run(cell, dt, duration)[0];
                    long steps = Arrays.stream(pulse.samples(0))
                            .filter(sample -> sample != 0)
                            .count();
                    assertEquals(row.get(4).asLong(), steps, "steps with current of " + row);
                    assertEquals(
                            row.get(3).asInt(),
                            firstDifference(v, silent(reference, dt, duration)),
                            "first sample that the current moves, of " + row);
                    int end = (int) Math.round(duration / dt);
                    assertEquals(row.get(5).asDouble(), v[end], 1e-8, "v at the end of " + row);
                }));
    }

    @Test
    void aBranchedCellMeetsNeuron() {
        JsonNode reference = NeuronCases.of("branched");
        Cell cell = NeuronModels.branched(reference.at("/setup/cell"), REST);
        JsonNode stimulus = reference.at("/setup/stimulus");
        cell.branch(stimulus.get("branch").asInt())
                .comp(stimulus.get("comp").asInt())
                .stimulate(NeuronModels.step(stimulus, 0.025, 30));
        reference.at("/setup/record").forEach(place -> cell.branch(place.get(0).asInt())
                .comp(place.get(1).asInt())
                .record("v"));
        double[][] traces = run(cell, 0.025, 30);
        JsonNode places = reference.at("/expected/places");
        for (int i = 0; i < places.size(); i++) {
            assertSamples("v at " + i, places.get(i).get("v"), traces[i], 4);
            assertSpikes("v at " + i, places.get(i).get("spike_times"), traces[i], 0.025, 1e-8);
        }
    }

    /** The rates of HH grow by three per ten degrees. */
    @ParameterizedTest
    @ValueSource(strings = {"celsius_6.3", "celsius_16", "celsius_20"})
    void temperatureMeetsNeuron(String name) {
        JsonNode reference = NeuronCases.of(name);
        Cell cell = NeuronModels.point(reference.at("/setup/cell"), REST);
        cell.globals().set("celsius", reference.at("/setup/run/celsius").asDouble());
        cell.stimulate(NeuronModels.step(reference.at("/setup/stimulus"), 0.025, 50));
        cell.record("v");
        double[] v = run(cell, 0.025, 50)[0];
        assertSamples("v", reference.at("/expected/v"), v, 8);
        assertSpikes("v", reference.at("/expected/spike_times"), v, 0.025, 1e-8);
    }

    private static double[] silent(JsonNode reference, double dt, double duration) {
        Cell cell = NeuronModels.point(reference.at("/setup/cell"), REST);
        cell.record("v");
        return run(cell, dt, duration)[0];
    }

    private static int firstDifference(double[] v, double[] other) {
        int k = 0;
        while (v[k] == other[k]) {
            k++;
        }
        return k;
    }
}
