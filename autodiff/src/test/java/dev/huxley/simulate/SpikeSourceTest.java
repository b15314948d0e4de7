package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.inspect.CheckReport;
import dev.huxley.inspect.MechanismCheck;
import dev.huxley.mechanism.destexhe.AMPA;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
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

/** Given spike times drive synapses. */
@Tag("names-engines")
class SpikeSourceTest {
    private static final double DT = 0.1;
    private static final double DURATION = 6;
    private static final String SPIKES = "SpikeSource_spikes";
    private static final double[][] TIMES = {{0.1, 2, 2.1, 4.32}, {}, {0, 3, 5.8}};

    @TempDir
    Path folder;

    static Stream<String> engines() {
        return NetworkEngines.ALL.stream();
    }

    /** Three sources, each onto both of two leaky cells. */
    private static Network network() {
        Cell point = new Cell(new Compartment());
        Network network = new Network(point, point, point, point, point);
        network.cell(0, 1, 2).insert(new SpikeSource());
        network.cell(3, 4).insert(new Leak());
        network.cell(3, 4).set("length", 60);
        network.cell(3, 4).set("radius", 30, 50);
        network.cell(0, 1, 2).clamp(SPIKES, Waveform.spikes(TIMES, DT, DURATION));
        network.fullyConnect(network.cell(0, 1, 2), network.cell(3, 4), new SpikeSynapse("Input", SPIKES));
        network.set("Input_gS", 1e-3, 2e-3, 3e-3, 4e-3, 5e-3, 6e-3);
        network.set("Input_s_decay", 0.7);
        return network;
    }

    private static double[][] run(Network network, String engine) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network)
                        .dt(DT)
                        .tMax(DURATION)
                        .engine(engine)
                        .build()) {
            NDArray traces = simulation.run(manager);
            double[][] rows = new double[(int) traces.getShape().get(0)][];
            Arrays.setAll(rows, i -> traces.get(i).toDoubleArray());
            return rows;
        }
    }

    @Test
    void theSourcePassesTheChecker() {
        CheckReport report = MechanismCheck.of(new SpikeSource());
        assertTrue(report.passed(), report.toString());
    }

    /** In the step that starts at a spike's time the source's state is 1 and the synapse opens. */
    @ParameterizedTest
    @MethodSource("engines")
    void spikesActInTheStepThatStartsAtTheirTime(String engine) {
        Network network = network();
        network.cell(0, 1, 2).record(SPIKES);
        network.synapses().edge(0, 2, 4).record("Input_s");
        network.cell(0).record("v");
        double[][] traces = run(network, engine);
        for (int source = 0; source < 3; source++) {
            double[] times = TIMES[source];
            double s = 0;
            for (int column = 0; column < traces[0].length; column++) {
                int point = column;
                boolean isSpike = Arrays.stream(times).anyMatch(time -> Math.round(time / DT) == point);
                assertEquals(s, traces[3 + source][column], 1e-12, "s of synapse " + source + ", column " + column);
                if (column + 1 < traces[0].length) {
                    double spikes = traces[source][column + 1];
                    assertEquals(isSpike ? 1 : 0, spikes, "spikes of " + source + " in step " + column);
                }
                s = isSpike ? 1 : s * Math.exp(-0.7 * DT);
            }
        }
        for (int column = 1; column < traces[0].length; column++) {
            assertEquals(traces[0][column] == 1 ? 40 : -70, traces[6][column], 1e-10, "voltage at column " + column);
        }
    }

    /** Synapses that look for a voltage above a threshold see the same spikes in the same step. */
    @ParameterizedTest
    @MethodSource("engines")
    void synapsesWithAThresholdOfVoltageAreDrivenToo(String engine) {
        Network network = network();
        network.cell(0).deleteClamps(SPIKES);
        network.cell(0).clamp(SPIKES, Waveform.spikes(new double[] {0.5, 4}, DT, DURATION));
        network.connect(network.cell(0), network.cell(3), new Exp2Syn());
        network.connect(network.cell(0), network.cell(3), new AMPA());
        network.synapses("Exp2Syn").record("Exp2Syn_A");
        network.synapses("AMPA").record("AMPA_C");
        double[][] traces = run(network, engine);
        assertEquals(0, traces[0][5]);
        assertTrue(traces[0][6] > 0, "the spike at 0.5 ms");
        assertTrue(traces[0][40] < traces[0][6] && traces[0][41] > traces[0][40], "the spike at 4 ms");
        assertEquals(List.of(0.0, 1.0), List.of(traces[1][5], traces[1][6]), "transmitter of the spike at 0.5 ms");
        assertEquals(List.of(0.0, 1.0), List.of(traces[1][40], traces[1][41]), "transmitter of the spike at 4 ms");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void batchRowEqualsSingleRun(String engine) {
        double[][][] trains = {TIMES, {{}, {0.1, 5}, {2.5}}, {{1}, {1}, {1}}};
        Network network = network();
        network.cell(3, 4).record("v");
        List<Waveform> rows = Stream.of(trains)
                .map(times -> Waveform.spikes(times, DT, DURATION))
                .toList();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network)
                        .dt(DT)
                        .tMax(DURATION)
                        .engine(engine)
                        .build()) {
            NDArray batch = simulation.run(manager, Inputs.none().clampValues(0, Waveform.batch(manager, rows)));
            for (int row = 0; row < rows.size(); row++) {
                Inputs one = Inputs.none().clampValues(0, rows.get(row).toArray(manager));
                double[] single = simulation.run(manager, one).toDoubleArray();
                assertArrayEquals(single, batch.get(row).toDoubleArray(), 1e-12 * 70, "row " + row);
            }
            double[] own = simulation.run(manager).toDoubleArray();
            assertArrayEquals(own, batch.get(0).toDoubleArray(), 1e-12 * 70, "the model's own trains");
            assertTrue(batch.get(1).sub(batch.get(2)).abs().max().getDouble() > 1e-3, "other trains, other voltages");
            assertEquals(1, simulation.compilations());
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void gradientEqualsCentralDifference(String engine) {
        Network network = network();
        network.set("Input_s", 0.1, 0.2, 0.3, 0.2, 0.1, 0.2);
        network.cell(3, 4).record("v");
        network.synapses().edge(0, 1, 2, 3, 4, 5).makeTrainable("Input_gS");
        network.synapses().edge(0, 1, 4).makeTrainable("Input_s_decay");
        network.synapses().edge(2, 3).makeTrainable("Input_s");
        try (Simulation simulation =
                Simulation.of(network).dt(DT).tMax(DURATION).engine(engine).build()) {
            BatchedGradientCheck.assertGradient(network, simulation);
        }
    }

    /** Trains are numbers that synapses read, so a loss can be differentiated by them. */
    @ParameterizedTest
    @MethodSource("engines")
    void gradientByTheTrainsEqualsCentralDifference(String engine) {
        Network network = network();
        network.cell(3, 4).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(1).engine(engine).build()) {
            NDArray trains =
                    Waveform.spikes(TIMES, DT, DURATION).toArray(manager).get(":,:11");
            ArrayTree at = ArrayTree.of("trains", GradientCheck.leaf(manager, trains.toDoubleArray()));
            GradientCheck.assertGradient(at, tree -> {
                Inputs inputs = Inputs.none().clampValues(0, tree.get("trains").reshape(3, 11));
                return GradientTest.loss(simulation.run(manager, inputs));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aNetworkReadAgainGivesTheSameTraces(String engine) {
        Network network = network();
        network.cell(3, 4).record("v");
        Path file = folder.resolve("sources.huxley");
        ModelFile.write(network, file);
        double[][] before = run(network, engine);
        double[][] after = run(ModelFile.readNetwork(file), engine);
        assertArrayEquals(before[0], after[0]);
        assertArrayEquals(before[1], after[1]);
        assertTrue(Arrays.stream(before[0]).max().orElseThrow() > -69.9, "the sources drive the cell");
    }
}
