package dev.huxley.simulate;

import static dev.huxley.simulate.NeuronModels.assertSamples;
import static dev.huxley.simulate.NeuronModels.assertSpikes;
import static dev.huxley.simulate.NeuronModels.run;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.NeuronCases;
import dev.huxley.testing.Reference;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ExpSyn and Exp2Syn, driven by NetStim's times or by another cell, give NEURON's voltages and conductances. */
class NeuronSynapseTest {
    private static final double REST = -65;
    private static final double DT = 0.025;
    private static final String SPIKES = "SpikeSource_spikes";

    /** A cell that a source drives through the synapse of a case, in uS and ms as the case says. */
    private static Network driven(JsonNode setup, double[] times, double delay, double weight, double duration) {
        Network network = new Network(new Cell(new Compartment()), NeuronModels.point(setup.get("cell"), REST));
        network.cell(0).insert(new SpikeSource());
        network.cell(0).clamp(SPIKES, Waveform.spikes(times, DT, duration));
        JsonNode parameters = setup.get("synapse");
        boolean isSingle = parameters.get("type").asText().equals("ExpSyn");
        SynapseSelection synapse = network.connect(
                network.cell(0), network.cell(1), isSingle ? new ExpSyn("Syn", SPIKES) : new Exp2Syn("Syn", SPIKES));
        for (String key : isSingle ? new String[] {"tau", "e"} : new String[] {"tau1", "tau2", "e"}) {
            synapse.set("Syn_" + key, parameters.get(key).asDouble());
        }
        synapse.set("Syn_weight", weight);
        synapse.set("delay", delay);
        network.cell(1).record("v");
        synapse.record("i_Syn");
        for (String state : isSingle ? new String[] {"Syn_g"} : new String[] {"Syn_A", "Syn_B"}) {
            synapse.record(state);
        }
        return network;
    }

    /**
     * The conductance as NEURON records it: g of ExpSyn after the decay that follows the step, B - A of Exp2Syn before it.
     *
     * @param traces those of {@link #driven}
     */
    private static double[] conductance(double[][] traces, JsonNode synapse) {
        if (traces.length == 3) {
            double decay = Math.exp(-DT / synapse.get("tau").asDouble());
            return Arrays.stream(traces[2]).map(g -> g * decay).toArray();
        }
        return IntStream.range(0, traces[2].length)
                .mapToDouble(k -> traces[3][k] - traces[2][k])
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"syn_exp2_hh", "syn_exp2_passive", "syn_exp_hh", "syn_exp_passive", "syn_exp2_train"})
    void givenEventsMeetNeuron(String name) {
        JsonNode reference = NeuronCases.of(name);
        JsonNode setup = reference.get("setup");
        JsonNode expected = reference.get("expected");
        double duration = setup.at("/run/t_max").asDouble();
        double delay = setup.at("/netcon/delay").asDouble();
        double interval = setup.at("/netstim/interval").asDouble();
        double[] times = IntStream.range(0, setup.at("/netstim/number").asInt())
                .mapToDouble(i -> setup.at("/netstim/start").asDouble() + i * interval)
                .toArray();
        Network network = driven(setup, times, delay, setup.at("/netcon/weight").asDouble(), duration);
        double[][] traces = run(network, DT, duration);
        assertSamples("v", expected.get("v"), traces[0], 8);
        double[] g = conductance(traces, setup.get("synapse"));
        assertSamples("g", expected.get("g"), g, 0, 8, 1e-14);
        if (expected.has("spike_times")) {
            assertSpikes("v", expected.get("spike_times"), traces[0], DT, 1e-8);
        }
        if (expected.has("first_sample_with_g")) {
            int first = expected.get("first_sample_with_g").asInt();
            assertEquals(0, g[first - 1], "the conductance before the first event has moved it");
            assertSamples("g", expected.get("g_from_there_every_step"), g, first, 1, 1e-14);
            assertSamples("v", expected.get("v_from_there_every_step"), traces[0], first - 1, 1, 1e-8);
            assertSamples("i", expected.get("i_from_there_every_step"), traces[1], first, 1, 1e-12);
        }
    }

    /** An event off the grid, by its source's time or by its delay, acts in the step whose middle comes next. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventsOffTheGridActInTheStepsOfNeuron(boolean asDelay) {
        JsonNode reference = NeuronCases.of("syn_events_off_grid");
        JsonNode setup = reference.get("setup");
        double start = setup.at("/netstim/start").asDouble();
        double weight = setup.get("weight").asDouble();
        assertAll(StreamSupport.stream(reference.at("/expected/rows").spliterator(), false)
                .map(row -> () -> {
                    double delay = row.get(0).asDouble();
                    double[] times = {asDelay ? start : start + delay};
                    double[][] traces = run(driven(setup, times, asDelay ? delay : 0, weight, 15), DT, 15);
                    double[] g = conductance(traces, setup.get("synapse"));
                    int first = IntStream.range(0, g.length)
                            .filter(k -> g[k] > 0)
                            .findFirst()
                            .orElse(-1);
                    assertEquals(row.get(1).asInt(), first, "first sample with a conductance, of " + row);
                    assertEquals(row.get(2).asDouble(), g[first], 1e-15, "conductance there, of " + row);
                    assertEquals(row.get(3).asDouble(), traces[0][600], 1e-8, "v at 15 ms, of " + row);
                }));
    }

    /** A spike is the first sample above the threshold; with no delay it acts in the step that begins there. */
    @ParameterizedTest
    @CsvSource({"delay_0, 0", "delay_1, 1"})
    void aCellThatCrossesTheThresholdDrivesAnother(String name, double delay) {
        JsonNode reference = NeuronCases.of("syn_two_hh_cells");
        JsonNode setup = reference.get("setup");
        JsonNode expected = reference.get("expected").get(name);
        Cell cell = NeuronModels.point(setup.get("cells"), REST);
        Network network = new Network(cell, cell);
        network.cell(0).stimulate(NeuronModels.step(setup.get("stimulus_in_pre"), DT, 60));
        SynapseSelection synapse = network.connect(network.cell(0), network.cell(1), new Exp2Syn());
        for (String key : new String[] {"tau1", "tau2", "e"}) {
            synapse.set("Exp2Syn_" + key, setup.get("synapse_on_post").get(key).asDouble());
        }
        for (String key : new String[] {"threshold", "weight"}) {
            synapse.set("Exp2Syn_" + key, setup.get("netcon").get(key).asDouble());
        }
        synapse.set("delay", delay);
        network.cell(0, 1).record("v");
        synapse.record("Exp2Syn_A");
        synapse.record("Exp2Syn_B");
        double[][] traces = run(network, DT, 60);
        String[] cells = {"pre", "post"};
        for (int i = 0; i < cells.length; i++) {
            assertSamples(cells[i], expected.get(cells[i]).get("v"), traces[i], 8);
            assertSpikes(cells[i], expected.get(cells[i]).get("spike_times"), traces[i], DT, 1e-8);
        }
        double[] g = IntStream.range(0, traces[2].length)
                .mapToDouble(k -> traces[3][k] - traces[2][k])
                .toArray();
        int first = expected.get("first_sample_with_g").asInt();
        assertEquals(0, g[first - 1], "the conductance before the first event has moved it");
        assertSamples("g", expected.get("g_from_there_every_step"), g, first, 1, 1e-14);
        double[] crossings = IntStream.range(1, traces[0].length)
                .filter(k -> traces[0][k] > -20 && traces[0][k - 1] <= -20)
                .mapToDouble(k -> k * DT)
                .toArray();
        assertArrayEquals(Reference.doubles(expected.get("netcon_times")), crossings, 1e-9, "events");
    }
}
