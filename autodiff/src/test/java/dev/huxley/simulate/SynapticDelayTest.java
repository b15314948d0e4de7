package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Edges;
import dev.huxley.model.Network;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.ModelFile;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Synapses see their presynaptic compartments as late as their delays say. */
@Tag("names-engines")
class SynapticDelayTest {
    private static final double DT = 0.05;
    private static final double DURATION = 6;

    @TempDir
    Path folder;

    static Stream<String> engines() {
        return NetworkEngines.ALL.stream();
    }

    private static Simulation simulation(Network network, String engine) {
        return Simulation.of(network).dt(DT).tMax(DURATION).engine(engine).build();
    }

    private static double[][] run(Network network, String engine) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(network, engine)) {
            return rows(simulation.run(manager));
        }
    }

    private static double[][] rows(NDArray traces) {
        double[][] rows = new double[(int) traces.getShape().get(0)][];
        Arrays.setAll(rows, i -> traces.get(i).toDoubleArray());
        return rows;
    }

    /** Two branched cells with HH, an integrate-and-fire cell and a point, connected in a circle by three types of synapses. */
    private static Network circle(int[] order) {
        Cell branched = new Cell(new Branch(new Compartment(), 3), -1, 0);
        branched.set("axial_resistivity", 400);
        branched.insert(new HH());
        Cell spiking = new Cell(new Compartment());
        spiking.insert(new Leak());
        spiking.insert(new Fire());
        Network network = new Network(branched, spiking, branched, new Cell(new Compartment()));
        network.cell(3).insert(new Leak());
        network.set("radius", 5);
        network.set("v", -66);
        network.cell(1).set("v", -49);
        Selection[] pre = {
            network.cell(0).branch(0).comp(1),
            network.cell(0).branch(1).comp(2),
            network.cell(2).branch(0).comp(0),
            network.cell(1),
            network.cell(1),
            network.cell(2).branch(1).comp(1),
            network.cell(3),
        };
        Selection[] post = {
            network.cell(2).branch(0).comp(0),
            network.cell(1),
            network.cell(3),
            network.cell(3),
            network.cell(0).branch(0).comp(2),
            network.cell(0).branch(1).comp(0),
            network.cell(2).branch(1).comp(2),
        };
        double[] delays = {1, 0.35, 0, 0.8, 2.05, 0.1, 0.05};
        for (int i : order) {
            switch (i) {
                case 0, 1, 2 -> network.connect(pre[i], post[i], new IonotropicSynapse())
                        .set("IonotropicSynapse_gS", 1e-3 * (i + 2));
                case 3, 4 -> network.connect(pre[i], post[i], new SpikeSynapse())
                        .set("SpikeSynapse_gS", 2e-3 * (i - 2));
                default -> network.connect(pre[i], post[i], new TanhRateSynapse())
                        .set("TanhRateSynapse_gS", 0.02);
            }
            SynapseSelection edge = network.edge(network.edges().rows() - 1);
            edge.set(Edges.DELAY, delays[i]);
        }
        network.synapses("SpikeSynapse").set("SpikeSynapse_s_decay", 1);
        network.synapses("TanhRateSynapse").set("TanhRateSynapse_slope", 0.03);
        network.cell(0).branch(0).comp(0).stimulate(Waveform.step(0.5, 3, 1.5, DT, DURATION));
        for (int cell = 0; cell < 4; cell++) {
            network.cell(cell).branch(0).comp(0).record("v");
        }
        network.between(pre[1], post[1]).record("IonotropicSynapse_s");
        network.between(pre[1], post[1]).record("i_IonotropicSynapse");
        network.between(pre[4], post[4]).record("SpikeSynapse_s");
        return network;
    }

    private static Network circle() {
        return circle(new int[] {0, 1, 2, 3, 4, 5, 6});
    }

    // ---- when ----

    /** A spike at time point n opens a synapse with a delay of d steps in the step from n + d on. */
    @ParameterizedTest
    @MethodSource("engines")
    void delayedSpikeArrivesAtItsStep(String engine) {
        int[] steps = {0, 1, 2, 7, 40, 31, 32};
        Cell point = new Cell(new Compartment());
        Network network = new Network(point, point, point);
        network.cell(0, 1).insert(new SpikeSource());
        network.cell(2).insert(new Leak());
        int[][] spikes = {{3, 5, 70}, {20, 21, 119}};
        double[][] times = new double[2][];
        Arrays.setAll(
                times, i -> Arrays.stream(spikes[i]).mapToDouble(n -> n * DT).toArray());
        network.cell(0, 1).clamp("SpikeSource_spikes", Waveform.spikes(times, DT, DURATION));
        for (int source = 0; source < 2; source++) {
            for (int delay : steps) {
                network.connect(network.cell(source), network.cell(2), new SpikeSynapse("Input", "SpikeSource_spikes"))
                        .set("delay", delay * DT + 0.4 * DT * (delay % 2 == 0 ? 1 : -1));
            }
        }
        network.set("Input_s_decay", 100);
        network.synapses().record("Input_s");
        double[][] s = run(network, engine);
        for (int edge = 0; edge < s.length; edge++) {
            int[] arrivals = spikes[edge / steps.length];
            int delay = steps[edge % steps.length];
            for (int column = 0; column < s[edge].length; column++) {
                int point0 = column - 1 - delay;
                boolean isOpened = Arrays.stream(arrivals).anyMatch(n -> n == point0);
                assertEquals(
                        isOpened,
                        s[edge][column] == 1,
                        "synapse " + edge + " with a delay of " + delay + " steps: s is " + s[edge][column]
                                + " at column " + column);
            }
        }
    }

    /** From the steady state at the initial voltage a delayed synapse does what it does without delay, only later. */
    @ParameterizedTest
    @MethodSource("engines")
    void aDelayedSynapseDoesTheSameLater(String engine) {
        Network network = circle();
        network.synapses().deleteRecordings();
        network.synapses().delete();
        int[] steps = {0, 1, 30, 64};
        for (int delay : steps) {
            network.connect(
                            network.cell(0).branch(0).comp(1),
                            network.cell(2).branch(0).comp(1),
                            new IonotropicSynapse())
                    .set("delay", delay * DT);
        }
        SynapseSelection edges = network.synapses();
        edges.set("IonotropicSynapse_s", 1 / (1 + Math.exp((66 - 35) / 10.0)));
        edges.record("IonotropicSynapse_s");
        double[][] s = run(network, engine);
        int first = s.length - steps.length;
        for (int i = 0; i < steps.length; i++) {
            for (int column = 0; column < s[0].length; column++) {
                double want = s[first][Math.max(0, column - steps[i])];
                assertEquals(want, s[first + i][column], 1e-13, steps[i] + " steps, column " + column);
            }
        }
        double largest = Arrays.stream(s[first]).max().orElseThrow();
        assertTrue(largest > s[first][0] + 0.1, "the synapse opens: " + largest);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void delayZeroEqualsNoDelay(String engine) {
        Network network = circle();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(network, engine)) {
            double[][] delayed = rows(simulation.run(manager));
            network.set("delay", 0);
            double[][] zero = rows(simulation.run(manager));
            assertEquals(1, simulation.compilations());
            double[][] none = run(network, engine);
            for (int i = 0; i < none.length; i++) {
                assertArrayEquals(none[i], zero[i], "trace " + i);
                double difference = 0;
                for (int k = 0; k < none[i].length; k++) {
                    difference = Math.max(difference, Math.abs(none[i][k] - delayed[i][k]));
                }
                assertTrue(difference > 1e-6, "delays change trace " + i + " by " + difference);
            }
        }
    }

    // ---- laws of all networks ----

    @ParameterizedTest
    @MethodSource("engines")
    void orderOfSynapsesDoesNotMatter(String engine) {
        double[][] first = run(circle(), engine);
        double[][] second = run(circle(new int[] {6, 2, 4, 0, 5, 1, 3}), engine);
        for (int i = 0; i < first.length; i++) {
            assertArrayEquals(first[i], second[i], 1e-9, "trace " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void batchRowEqualsSingleRun(String engine) {
        Network network = circle();
        SynapseSelection synapses = network.synapses("IonotropicSynapse");
        for (int batch : new int[] {2, 5, 40}) {
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = simulation(network, engine)) {
                double[] values = IntStream.range(0, batch)
                        .mapToDouble(i -> 1e-3 * (1 + i))
                        .toArray();
                NDArray weights = manager.create(values, new Shape(batch, 1));
                NDArray all = simulation.run(manager, Inputs.none().with(synapses, "IonotropicSynapse_gS", weights));
                for (int row : new int[] {0, batch - 1}) {
                    Inputs one = Inputs.none()
                            .with(synapses, "IonotropicSynapse_gS", manager.create(new double[] {values[row]}));
                    double[] single = simulation.run(manager, one).toDoubleArray();
                    assertArrayEquals(single, all.get(row).toDoubleArray(), 1e-10, "row " + row + " of " + batch);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void gradientEqualsCentralDifference(String engine) {
        Network network = circle();
        // A surrogate derivative of spikes is no difference: nothing that is varied reaches the spiking cell.
        network.edge(1).deleteRecordings();
        network.edge(1).delete();
        network.set("SpikeSynapse_s", 0.1, 0.2);
        network.synapses("IonotropicSynapse").edge(0, 1).makeTrainable("IonotropicSynapse_gS");
        network.synapses("IonotropicSynapse").edge(0, 1).makeTrainable("IonotropicSynapse_v_th");
        network.synapses("SpikeSynapse").edge(0, 1).makeTrainable("SpikeSynapse_gS");
        network.synapses("TanhRateSynapse").edge(0, 1).makeTrainable("TanhRateSynapse_x_offset");
        network.cell(0, 2, 3).makeTrainable("v");
        network.cell(0).makeTrainable("HH_gNa");
        network.cell(2).makeTrainable("capacitance");
        try (Simulation simulation = simulation(network, engine)) {
            BatchedGradientCheck.assertGradient(network, simulation);
        }
    }

    /** With memory for few states the delay lines are restored with the states. */
    @Test
    void gradientDoesNotDependOnCheckpoints() {
        Network network = circle();
        network.synapses("IonotropicSynapse").edge(0, 1, 2).makeTrainable("IonotropicSynapse_gS");
        network.cell(0, 2, 3).makeTrainable("v");
        network.deleteStimuli();
        network.cell(0).branch(0).comp(0).stimulate(Waveform.step(0.5, 30, 1.5, DT, 40));
        double[][] gradients = new double[2][];
        for (int i = 0; i < 2; i++) {
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(network)
                            .dt(DT)
                            .tMax(40)
                            .checkpoints(i == 0 ? CheckpointBudget.auto() : CheckpointBudget.auto(1 << 18))
                            .engine("llvm")
                            .build();
                    Tape tape = Tape.open()) {
                ArrayTree parameters = network.parameters(manager);
                NDArray loss = simulation.run(parameters).square().mean();
                gradients[i] = tape.gradients(loss, parameters).flatten().stream()
                        .flatMapToDouble(gradient -> Arrays.stream(gradient.toDoubleArray()))
                        .toArray();
            }
        }
        for (int i = 0; i < gradients[0].length; i++) {
            assertEquals(gradients[0][i], gradients[1][i], 1e-10 * Math.abs(gradients[0][i]), "gradient " + i);
        }
        assertTrue(Arrays.stream(gradients[0]).allMatch(gradient -> gradient != 0), Arrays.toString(gradients[0]));
    }

    /** Random networks of points, wide and narrow batches, long and short delays: both engines agree. */
    @Test
    void enginesAgree() {
        Random random = new Random(5);
        for (int trial = 0; trial < 6; trial++) {
            int cells = 2 + random.nextInt(12);
            Cell cell = new Cell(new Compartment());
            cell.insert(new HH());
            cell.insert(new Fire());
            Network network = new Network(Collections.nCopies(cells, cell));
            network.set("v", random.doubles(cells, -70, -45).toArray());
            network.set("Fire_vth", -40);
            for (int i = 0; i < 3; i++) {
                SynapseSelection added = network.sparseConnect(
                        network, network, i == 0 ? new SpikeSynapse() : new IonotropicSynapse(), 0.5, i);
                added.set(
                        "delay",
                        random.doubles(added.size(), 0, random.nextBoolean() ? 0.3 : 5)
                                .toArray());
            }
            network.set("IonotropicSynapse_gS", 1e-4);
            network.set("SpikeSynapse_gS", 1e-3);
            network.record("v");
            network.synapses("IonotropicSynapse").makeTrainable("IonotropicSynapse_gS");
            network.synapses("SpikeSynapse").makeTrainable("SpikeSynapse_gS");
            int batch = new int[] {1, 3, 17}[trial % 3];
            double[][] results = new double[2][];
            double[][] gradients = new double[2][];
            for (int engine = 0; engine < 2; engine++) {
                try (NDManager manager = HuxleyRuntime.newManager();
                        Simulation simulation = simulation(network, NetworkEngines.ALL.get(engine));
                        Tape tape = Tape.open()) {
                    ArrayTree parameters = network.parameters(manager).map(array -> {
                        double[] many = new double[batch];
                        Arrays.fill(many, array.toDoubleArray()[0]);
                        NDArray leaf = manager.create(many, new Shape(batch, 1));
                        leaf.setRequiresGradient(true);
                        return leaf;
                    });
                    NDArray traces = simulation.run(parameters);
                    results[engine] = traces.toDoubleArray();
                    gradients[engine] = tape.gradients(traces.square().mean(), parameters).flatten().stream()
                            .flatMapToDouble(gradient -> Arrays.stream(gradient.toDoubleArray()))
                            .toArray();
                }
            }
            assertArrayEquals(results[0], results[1], 1e-7, "traces of trial " + trial);
            for (int i = 0; i < gradients[0].length; i++) {
                double tolerance = 1e-6 * Math.abs(gradients[0][i]) + 1e-9;
                assertEquals(gradients[0][i], gradients[1][i], tolerance, "gradient " + i + " of trial " + trial);
            }
        }
    }

    // ---- values, not structure ----

    @ParameterizedTest
    @MethodSource("engines")
    void otherDelaysUpToTheSamePowerOfTwoDoNotRecompile(String engine) {
        Network network = circle();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(network, engine)) {
            for (double longest : new double[] {3.15, 1.6, 0}) {
                network.synapses("IonotropicSynapse").set("delay", 0.1, longest, 0);
                double[] warm = simulation.run(manager).toDoubleArray();
                assertEquals(1, simulation.compilations(), "with a delay of " + longest + " ms");
                double[] fresh = Arrays.stream(run(network, engine))
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
                assertArrayEquals(fresh, warm, "with a delay of " + longest + " ms");
            }
            network.synapses("IonotropicSynapse").set("delay", 3.2);
            simulation.run(manager);
            assertEquals(2, simulation.compilations(), "64 steps need more than 64 values");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aNetworkReadAgainGivesTheSameTraces(String engine) {
        Network network = circle();
        Path file = folder.resolve("delays.huxley");
        ModelFile.write(network, file);
        Network read = ModelFile.readNetwork(file);
        assertArrayEquals(network.get("delay"), read.get("delay"));
        double[][] before = run(network, engine);
        double[][] after = run(read, engine);
        for (int i = 0; i < before.length; i++) {
            assertArrayEquals(before[i], after[i], "trace " + i);
        }
    }

    @Test
    void wrongDelaysAreNamed() {
        Network network = circle();
        network.connect(network.cell(1), network.cell(3), new GapJunction());
        assertSays(() -> network.edge(7).set("delay", 1), "synapse 7", "1.0 ms", "at once");
        network.edge(7).set("delay", 0);
        assertSays(() -> network.edge(2).set("delay", -0.5), "synapse 2", "-0.5 ms", "from 0 on");
        assertSays(() -> network.edge(2).makeTrainable("delay"), "delay", "derivative", "set it");
        network.edge(2).set("delay", 1e6);
        assertSays(() -> run(network, "llvm"), "synapse 2", "1000000.0 ms", "0.05 ms", "units");
        network.edge(2).set("delay", 1);
        Network large = new Network(Collections.nCopies(300, new Cell(new Compartment())));
        large.connect(large, large, new IonotropicSynapse()).set("delay", 40000);
        large.cell(0).record("v");
        assertSays(() -> run(large, "llvm"), "IonotropicSynapse", "'v'", "300 compartments", "1048576", "0.05 ms");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(network, "llvm")) {
            Inputs inputs = Inputs.none().with(network.edge(2), "delay", manager.create(1.0));
            assertSays(() -> simulation.run(manager, inputs), "delay", "whole time steps", "in the model");
        }
    }

    @Test
    void runsWithDelaysDoNotGoOn() {
        Network network = circle();
        network.set("delay", 0);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(network, "llvm")) {
            simulation.runToStates(manager, Inputs.none());
            network.synapses("SpikeSynapse").set("delay", 0.1);
            String message = assertThrows(
                            UnsupportedOperationException.class, () -> simulation.runToStates(manager, Inputs.none()))
                    .getMessage();
            assertTrue(message.contains("SpikeSynapse") && message.contains("delay"), message);
        }
    }

    private static void assertSays(org.junit.jupiter.api.function.Executable call, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }
}
