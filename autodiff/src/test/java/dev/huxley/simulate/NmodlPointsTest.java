package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.testing.ModFiles;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imported point processes, synapses and artificial cells keep the laws of all mechanisms. */
@Tag("names-engines")
class NmodlPointsTest {
    private static final double DT = 0.1;
    private static final String SPIKES = "SpikeSource_spikes";

    @TempDir
    Path folder;

    static Stream<String> engines() {
        return Stream.of("torch", "llvm");
    }

    private static Cell passive() {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 20);
        cell.set("radius", 10);
        cell.insert(new Leak());
        cell.set("v", -65);
        return cell;
    }

    /** A source of these spikes (ms), and a passive cell. */
    private static Network driven(double... times) {
        Cell source = new Cell(new Compartment());
        source.insert(new SpikeSource());
        Network network = new Network(source, passive());
        network.cell(0).clamp(SPIKES, Waveform.spikes(times, DT, 20));
        network.cell(1).record("v");
        return network;
    }

    /** A synapse read from a file and the built-in one of the same equations give the same traces, with a delay. */
    @ParameterizedTest
    @MethodSource("engines")
    void anImportedSynapseEqualsTheBuiltInOne(String engine) {
        double[][] v = new double[2][];
        for (int i = 0; i < 2; i++) {
            Network network = driven(1, 1.2, 4, 9.5);
            SynapseSelection synapse = network.connect(
                    network.cell(0),
                    network.cell(1),
                    i == 0
                            ? new ExpSyn("SynExp", SPIKES)
                            : Nmodl.parseSynapse(ModFiles.text("synexp")).drivenBy(SPIKES));
            synapse.set("SynExp_tau", 2);
            synapse.set("SynExp_weight", 3e-3);
            synapse.set("delay", 1.3);
            v[i] = run(network, engine)[0];
        }
        assertTrue(Arrays.stream(v[0]).max().orElseThrow() > -50, "the synapse drives the cell");
        assertArrayEquals(v[0], v[1], 1e-11);
    }

    /** The voltage of a cell drives it as it drives ExpSyn: with threshold, and without a spike source. */
    @ParameterizedTest
    @MethodSource("engines")
    void aThresholdSendsTheEventsOfExp2Syn(String engine) {
        double[][] v = new double[2][];
        for (int i = 0; i < 2; i++) {
            Network network = new Network(passive(), passive());
            network.cell(0).stimulate(Waveform.of(time -> Math.sin(time) * 0.3, DT, 20));
            network.cell(1).record("v");
            SynapseSelection synapse = network.connect(
                    network.cell(0),
                    network.cell(1),
                    i == 0 ? new Exp2Syn("SynTwo") : Nmodl.parseSynapse(ModFiles.text("syntwo")));
            synapse.set("SynTwo_tau1", 0.5);
            synapse.set("SynTwo_tau2", 4);
            synapse.set("SynTwo_weight", 3e-3);
            synapse.set("SynTwo_threshold", -60);
            if (i == 1) {
                // Without depression, every event adds the whole weight.
                synapse.set("SynTwo_use", 1);
                synapse.set("SynTwo_recover", 1e-3);
            }
            v[i] = run(network, engine)[0];
        }
        assertTrue(Arrays.stream(v[0]).max().orElseThrow() > -60, "the synapse drives the cell");
        assertArrayEquals(v[0], v[1], 1e-10);
    }

    /** Events that a synapse sends to itself arrive after their delay, all of them, with their flags. */
    @ParameterizedTest
    @MethodSource("engines")
    void pendingEventsArriveInTheirOrder(String engine) {
        NmodlSynapse late = Nmodl.parseSynapse(
                """
                NEURON { POINT_PROCESS Late NONSPECIFIC_CURRENT i RANGE first, second, when }
                PARAMETER { first = 2 (ms) second = 3.5 (ms) }
                ASSIGNED { v (mV) i (nA) when (ms) }
                STATE { g (uS) }
                INITIAL { g = 0 when = 0 }
                BREAKPOINT { SOLVE keep METHOD cnexp i = 0 }
                DERIVATIVE keep { g' = 0 }
                NET_RECEIVE(w) {
                    if (flag == 0) {
                        net_send(first, 1)
                        net_send(second, 20)
                    } else {
                        g = g + w * flag
                        when = t
                    }
                }
                """);
        Network network = driven(1, 1.5, 2, 2.5);
        network.connect(network.cell(0), network.cell(1), late.drivenBy(SPIKES));
        network.record("Late_g");
        network.record("Late_when");
        double[][] traces = run(network, engine);
        for (int k = 0; k < traces[1].length; k++) {
            double want = 0;
            double when = 0;
            // A trace shows a step's result at its end.
            double now = (k - 1) * DT + 1e-9;
            for (double time : new double[] {1, 1.5, 2, 2.5}) {
                want += time + 2 <= now ? 1 : 0;
                want += time + 3.5 <= now ? 20 : 0;
                when = time + 2 <= now ? Math.max(when, time + 2) : when;
                when = time + 3.5 <= now ? Math.max(when, time + 3.5) : when;
            }
            assertEquals(want, traces[1][k], 1e-12, "g at " + k * DT);
            assertEquals(when, traces[2][k], 1e-12, "time of the last event at " + k * DT);
        }
    }

    /** More events than can be pending end a run; none is lost in silence. */
    @ParameterizedTest
    @MethodSource("engines")
    void tooManyPendingEventsEndTheRun(String engine) {
        NmodlSynapse late = Nmodl.parseSynapse(
                """
                NEURON { POINT_PROCESS Late NONSPECIFIC_CURRENT i }
                ASSIGNED { v i }
                STATE { g }
                BREAKPOINT { SOLVE keep METHOD cnexp i = g*v }
                DERIVATIVE keep { g' = -g }
                NET_RECEIVE(w) { if (flag == 0) { net_send(5, 1) } else { g = g + w } }
                """);
        for (int spikes : new int[] {8, 9}) {
            double[] times = new double[spikes];
            Arrays.setAll(times, i -> 1 + 0.2 * i);
            Network network = driven(times);
            network.connect(network.cell(0), network.cell(1), late.drivenBy(SPIKES))
                    .set("Late_weight", 1e-4);
            if (spikes == 8) {
                run(network, engine);
            } else {
                String message = assertThrows(DivergenceException.class, () -> run(network, engine))
                        .getMessage();
                assertTrue(message.contains("Late_pending_time"), message);
            }
        }
    }

    /** A loop that ends by a parameter has as many turns as this says; more than a graph holds end the run. */
    @ParameterizedTest
    @MethodSource("engines")
    void aLoopThatEndsByValuesIsWholeOrEndsTheRun(String engine) {
        String text =
                """
                NEURON { SUFFIX sum NONSPECIFIC_CURRENT i RANGE n }
                PARAMETER { n = 5 }
                ASSIGNED { v i }
                BREAKPOINT { LOCAL k  k = 0  i = 0  while (k < n) { i = i + k  k = k + 1 }  i = i * 1e-6 }
                """;
        for (int n : new int[] {5, 64, 65}) {
            Cell cell = passive();
            cell.insert(Nmodl.parse(text));
            cell.set("sum_n", n);
            cell.record("i_sum");
            cell.record("v");
            if (n > 64) {
                assertThrows(DivergenceException.class, () -> run(cell, engine));
            } else {
                assertEquals(n * (n - 1) / 2 * 1e-6, run(cell, engine)[0][7], 1e-15, n + " turns");
            }
        }
    }

    /** The current of a clamp is that of a stimulus of the same nA, whatever the compartment's area. */
    @ParameterizedTest
    @MethodSource("engines")
    void aClampInjectsItsCurrent(String engine) {
        double[][] v = new double[2][];
        for (int i = 0; i < 2; i++) {
            Cell cell = passive();
            cell.set("radius", 3);
            cell.record("v");
            if (i == 0) {
                cell.stimulate(Waveform.step(2, 3, 0.05, DT, 20));
            } else {
                cell.insert(Nmodl.parse(ModFiles.text("pulses")));
                cell.set("Pulses_del", 2);
                cell.set("Pulses_dur", 3);
                cell.set("Pulses_number", 1);
                cell.set("Pulses_amp", 0.05);
            }
            v[i] = run(cell, engine)[0];
        }
        assertTrue(Arrays.stream(v[0]).max().orElseThrow() > -60, "the clamp moves the voltage");
        assertArrayEquals(v[0], v[1], 1e-10);
    }

    /** A run that is taken step by step has the times of a whole one. */
    @ParameterizedTest
    @MethodSource("engines")
    void theTimeGoesOnFromStepToStep(String engine) {
        Cell cell = passive();
        cell.insert(Nmodl.parse(ModFiles.text("pulses")));
        cell.set("Pulses_del", 1);
        cell.record("v");
        cell.record("Pulses_t");
        double[][] whole = run(cell, engine);
        for (int k = 0; k < whole[1].length; k++) {
            assertEquals(k * DT, whole[1][k], 1e-12, "the time in step " + k);
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell, engine)) {
            Dynamics dynamics = simulation.dynamics();
            ArrayTree states = dynamics.initialStates(manager, Inputs.none());
            for (int k = 1; k < whole[0].length; k++) {
                states = dynamics.step(manager, states, Inputs.none());
                assertEquals(whole[0][k], states.get("v").toDoubleArray()[0], 1e-12, "v after step " + k);
            }
        }
    }

    /** A POINTER may stand for another quantity than the voltage: it has its value in the same step. */
    @ParameterizedTest
    @MethodSource("engines")
    void aPointerReadsTheQuantityThatDrivesIt(String engine) {
        Cell spiking = passive();
        spiking.insert(Nmodl.parse(ModFiles.text("kdr")));
        Network network = new Network(spiking, passive());
        network.cell(0).stimulate(Waveform.of(time -> 0.1, DT, 10));
        network.connect(
                network.cell(0),
                network.cell(1),
                Nmodl.parseSynapse(ModFiles.text("gapj")).drivenBy("kdr_n"));
        network.cell(0).record("kdr_n");
        network.record("GapJunction_vother");
        double[][] traces = run(network, engine);
        assertTrue(traces[0][100] > traces[0][1] + 0.1, "the channel opens");
        for (int k = 1; k < traces[0].length; k++) {
            assertEquals(traces[0][k], traces[1][k], 1e-14, "the pointer after step " + k);
        }
    }

    @Test
    void aStoredNetworkHoldsTheTexts() {
        Network network = driven(1, 4, 4.5, 7);
        NmodlSynapse two = Nmodl.parseSynapse(ModFiles.text("syntwo"));
        network.connect(network.cell(0), network.cell(1), two.drivenBy(SPIKES)).set("SynTwo_weight", 0.01);
        network.connect(network.cell(1), network.cell(0), Nmodl.parseSynapse(ModFiles.text("gapj")));
        network.cell(1).insert(Nmodl.parse(ModFiles.text("pulses")));
        network.cell(1).insert(Nmodl.parse(ModFiles.text("kmtab")).withTables());
        SteadyState.apply(network);
        Path file = folder.resolve("network.huxley");
        ModelFile.write(network, file);
        Network read = ModelFile.readNetwork(file);
        assertArrayEquals(run(network, "llvm")[0], run(read, "llvm")[0]);
        List<Object> constants = List.copyOf(read.synapseTypes()).get(0).constants();
        assertEquals(List.of(ModFiles.text("syntwo"), SPIKES), constants);
    }

    private static double[][] run(NeuronModel model, String engine) {
        return NeuronModels.run(simulation(model, engine));
    }

    private static Simulation simulation(NeuronModel model, String engine) {
        return Simulation.of(model).dt(DT).tMax(10).engine(engine).build();
    }
}
