package dev.huxley.simulate;

import static dev.huxley.simulate.NeuronModels.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events act on a conductance as closed forms predict. */
class EventSynapseTest {
    private static final double DT = 0.05;
    private static final double DURATION = 30;
    private static final String SPIKES = "SpikeSource_spikes";

    @TempDir
    Path folder;

    /** Sources with these spikes, and a cell with a leak behind them. */
    private static Network sources(double[]... times) {
        Cell point = new Cell(new Compartment());
        Cell[] cells = new Cell[times.length + 1];
        Arrays.fill(cells, point);
        Network network = new Network(cells);
        network.cell(times.length).insert(new Leak());
        int[] all = IntStream.range(0, times.length).toArray();
        network.cell(all).insert(new SpikeSource());
        network.cell(all).clamp(SPIKES, Waveform.spikes(times, DT, DURATION));
        return network;
    }

    private static double[] difference(double[] left, double[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(k -> left[k] - right[k])
                .toArray();
    }

    @Test
    void theConductanceOfExpSynIsItsWeightTimesAnExponential() {
        Network network = sources(new double[] {4});
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Syn", SPIKES));
        network.set("Syn_weight", 7e-4);
        network.set("Syn_tau", 3);
        network.record("Syn_g");
        double[] g = run(network, DT, DURATION)[0];
        for (int k = 0; k < g.length; k++) {
            // Column k is the conductance in the step that ends there.
            double since = (k - 1) * DT - 4;
            double want = since > -1e-9 ? 7e-4 * Math.exp(-since / 3) : 0;
            assertEquals(want, g[k], 1e-17, "g in the step that ends at " + k * DT + " ms");
        }
    }

    /** The peak is the weight, whatever the time constants: also where both are equal, which is Rall's alpha function. */
    @ParameterizedTest
    @CsvSource({"0.5, 5", "0.1, 10", "4.99, 5", "5, 5", "7, 5", "0, 5"})
    void anEventOfExp2SynPeaksAtItsWeight(double rise, double decay) {
        Network network = sources(new double[] {1});
        network.connect(network.cell(0), network.cell(1), new Exp2Syn("Syn", SPIKES));
        network.set("Syn_weight", 7e-4);
        network.set("Syn_tau1", rise);
        network.set("Syn_tau2", decay);
        network.record("Syn_A");
        network.record("Syn_B");
        double[][] states = run(network, DT, DURATION);
        double[] g = difference(states[1], states[0]);
        // NEURON's limits.
        double first = Math.max(Math.min(rise, 0.9999 * decay), 1e-9 * decay);
        double peak = first * decay / (decay - first) * Math.log(decay / first);
        double height = Math.exp(-peak / decay) - Math.exp(-peak / first);
        double most = 0;
        for (int k = 0; k < g.length; k++) {
            double since = Math.max(0, (k - 1) * DT - 1);
            double want = 7e-4 * (Math.exp(-since / decay) - Math.exp(-since / first)) / height;
            assertEquals(want, g[k], 1e-9 * 7e-4, "g " + since + " ms after the event");
            if (rise >= decay) {
                double alpha = 7e-4 * since / decay * Math.exp(1 - since / decay);
                assertEquals(alpha, g[k], 2e-4 * 7e-4, "the alpha function " + since + " ms after the event");
            }
            most = Math.max(most, g[k]);
        }
        assertEquals(7e-4, most, 0.02 * 7e-4, "the peak");
    }

    @Test
    void eventsOfSeveralSourcesAdd() {
        Network network =
                sources(new double[] {1, 2, 7}, new double[] {1.5, 6.95, 20}, new double[] {1, 1.5, 2, 6.95, 7, 20});
        network.fullyConnect(network.cell(0, 1, 2), network.cell(3), new ExpSyn("Syn", SPIKES));
        network.set("Syn_tau", 4);
        network.record("Syn_g");
        double[][] g = run(network, DT, DURATION);
        for (int k = 0; k < g[0].length; k++) {
            assertEquals(g[2][k], g[0][k] + g[1][k], 1e-18, "sum in column " + k);
        }
        assertTrue(Arrays.stream(g[2]).max().orElseThrow() > 2e-4, "the events overlap");
    }

    /** A train as dense as the steps: spikes of a source are events, one by one. */
    @Test
    void spikesInConsecutiveStepsAreSeveralEvents() {
        Network network = sources(new double[] {2, 2 + DT, 2 + 2 * DT});
        network.connect(network.cell(0), network.cell(1), new ExpSyn("Syn", SPIKES));
        network.set("Syn_tau", 1e6);
        network.record("Syn_g");
        double[] g = run(network, DT, DURATION)[0];
        assertEquals(3e-4, g[g.length - 1], 1e-7, "three times the weight");
    }

    @Test
    void spikesWithoutAStateAreRefused() {
        for (String none : new String[] {null, "", " "}) {
            String message = assertThrows(IllegalArgumentException.class, () -> new Exp2Syn("Input", none))
                    .getMessage();
            assertTrue(message.contains("Input") && message.contains("SpikeSource_spikes"), message);
        }
    }

    /** As in NEURON: the flag that a cell is above is down at the start. */
    @Test
    void aCellThatStartsAboveTheThresholdSendsOneEvent() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        Network network = new Network(cell, cell);
        network.cell(0).set("v", 30);
        network.cell(0).set("Leak_eLeak", 30);
        network.connect(network.cell(0), network.cell(1), new ExpSyn());
        network.set("ExpSyn_tau", 1e9);
        network.record("ExpSyn_g");
        double[] g = run(network, DT, 5)[0];
        assertEquals(0, g[0]);
        assertEquals(1e-4, g[1], 1e-12, "after the first step");
        assertEquals(1e-4, g[g.length - 1], 1e-12, "at the end");
    }

    @Test
    void everySpikeOfACellIsOneEvent() {
        Cell cell = new Cell(new Compartment());
        cell.set("radius", 5);
        cell.insert(new HH());
        Network network = new Network(cell, cell);
        network.cell(0).stimulate(Waveform.of(time -> 0.1, DT, 100));
        network.connect(network.cell(0), network.cell(1), new ExpSyn());
        network.set("ExpSyn_tau", 1e9);
        network.set("ExpSyn_weight", 1e-9);
        network.cell(0).record("v");
        network.record("ExpSyn_g");
        double[][] traces = run(network, DT, 100);
        int spikes = NeuronModels.spikes(traces[0], DT).length;
        assertTrue(spikes > 5, spikes + " spikes");
        assertEquals(spikes * 1e-9, traces[1][traces[1].length - 1], 1e-14, "weight times spikes");
    }

    @Test
    void aNetworkReadAgainGivesTheSameTraces() {
        Network network = sources(new double[] {1, 5}, new double[] {3});
        network.connect(network.cell(0), network.cell(2), new ExpSyn("Fast", SPIKES));
        network.connect(network.cell(1), network.cell(2), new Exp2Syn("Slow", SPIKES));
        network.connect(network.cell(1), network.cell(2), new Exp2Syn());
        network.set("Slow_weight", 3e-4);
        network.set("Exp2Syn_threshold", -5);
        network.cell(2).record("v");
        Path file = folder.resolve("events.huxley");
        ModelFile.write(network, file);
        double[] v = run(network, DT, DURATION)[0];
        assertArrayEquals(v, run(ModelFile.readNetwork(file), DT, DURATION)[0]);
        assertTrue(Arrays.stream(v).max().orElseThrow() > -60, "the synapses drive the cell");
    }
}
