package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.destexhe.AMPA;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that hold for every network, whatever its synapses. */
@Tag("names-engines")
class NetworkLawsTest {
    private static final double DT = 0.025;

    static Stream<String> engines() {
        return NetworkEngines.ALL.stream();
    }

    private static Cell branched() {
        Cell cell = new Cell(
                List.of(
                        new Branch(new Compartment(), 3),
                        new Branch(new Compartment(), 2),
                        new Branch(new Compartment(), 1)),
                -1,
                0,
                0);
        cell.set("axial_resistivity", 400);
        cell.insert(new HH());
        return cell;
    }

    private static double[][] run(Network network, String engine, double duration) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network)
                        .dt(DT)
                        .tMax(duration)
                        .engine(engine)
                        .build()) {
            return rows(simulation.run(manager));
        }
    }

    private static double[][] rows(NDArray traces) {
        double[][] rows = new double[(int) traces.getShape().get(0)][];
        Arrays.setAll(rows, i -> traces.get(i).toDoubleArray());
        return rows;
    }

    // ---- order ----

    /** The same network, its cells given and its synapses made in another order. */
    @ParameterizedTest
    @MethodSource("engines")
    void ordersOfCellsAndSynapsesDoNotMatter(String engine) {
        double[][] first = run(permuted(new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3, 4, 5}), engine, 8);
        double[][] second = run(permuted(new int[] {2, 0, 3, 1}, new int[] {5, 2, 0, 4, 1, 3}), engine, 8);
        for (int i = 0; i < first.length; i++) {
            assertArrayEquals(first[i], second[i], 1e-9, "trace " + i);
        }
        double moved = Arrays.stream(first[2]).max().orElseThrow() - first[2][0];
        assertTrue(moved > 20, "the driven cell spikes: " + moved);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aNetworkWithoutItsDeletedSynapsesRunsAsOneThatNeverHadThem(String engine) {
        Network network = withSynapses(List.of(new TanhRateSynapse(), new IonotropicSynapse(), new GapJunction()));
        network.edge(0, 2).delete();
        double[][] never = run(withSynapses(List.of(new IonotropicSynapse())), engine, 5);
        double[][] deleted = run(network, engine, 5);
        for (int i = 0; i < never.length; i++) {
            assertArrayEquals(never[i], deleted[i], "trace " + i);
        }
        double moved = Arrays.stream(never[1]).max().orElseThrow() - never[1][0];
        assertTrue(moved > 1, "the synapse acts: " + moved);
    }

    private static Network withSynapses(List<Synapse> synapses) {
        Network network = new Network(branched(), branched());
        for (Synapse synapse : synapses) {
            network.connect(network.cell(0).branch(1).loc(1), network.cell(1).branch(2), synapse);
        }
        network.set("IonotropicSynapse_gS", 1e-3);
        network.cell(0).branch(0).comp(0).stimulate(Waveform.step(0.5, 1, 2, DT, 5));
        network.cell(0).branch(1).loc(1).record("v");
        network.cell(1).branch(2).record("v");
        return network;
    }

    /** @param at the place in the network of every cell */
    private static Network permuted(int[] at, int[] order) {
        Cell point = new Cell(new Compartment());
        point.insert(new HH());
        Cell[] parts = {branched(), point, branched(), point};
        Cell[] placed = new Cell[4];
        for (int cell = 0; cell < 4; cell++) {
            placed[at[cell]] = parts[cell];
        }
        Network network = new Network(placed);
        network.set("v", -66);
        Selection[] pre = {
            network.cell(at[0]).branch(1).loc(1),
            network.cell(at[0]).branch(0).comp(0),
            network.cell(at[1]),
            network.cell(at[2]).branch(2),
            network.cell(at[3]),
            network.cell(at[0]).branch(0).comp(1),
        };
        Selection[] post = {
            network.cell(at[1]),
            network.cell(at[2]).branch(0).comp(2),
            network.cell(at[2]).branch(0).comp(2),
            network.cell(at[3]),
            network.cell(at[0]).branch(1).comp(0),
            network.cell(at[3]),
        };
        for (int i : order) {
            switch (i) {
                case 0, 1, 2 -> network.connect(pre[i], post[i], new IonotropicSynapse())
                        .set("IonotropicSynapse_gS", 2e-3 * (i + 1));
                case 3 -> network.connect(pre[i], post[i], new TanhRateSynapse())
                        .set("TanhRateSynapse_gS", 3e-3);
                case 4 -> network.connect(pre[i], post[i], new AMPA()).set("AMPA_g", 1e-3);
                default -> network.connect(pre[i], post[i], new GapJunction()).set("GapJunction_gE", 2e-4);
            }
        }
        network.cell(at[0]).branch(0).comp(0).stimulate(Waveform.step(0.5, 5, 0.4, DT, 8));
        for (int cell = 0; cell < 4; cell++) {
            network.cell(at[cell]).branch(0).comp(0).record("v");
        }
        network.between(pre[4], post[4]).record("AMPA_R");
        network.between(pre[2], post[2]).record("i_IonotropicSynapse");
        return network;
    }

    // ---- places and values ----

    /** A fault of Jaxley's: a trainable initial state belongs to the synapse that it was asked for. */
    @ParameterizedTest
    @MethodSource("engines")
    void initialStatesLandInTheirSynapses(String engine) {
        Network network = new Network(branched(), branched());
        network.connect(network.cell(0).branch(2), network.cell(1).branch(2), new TanhRateSynapse());
        SynapseSelection edges = network.connect(
                network.cell(0).branch(0).comp(0, 1, 2),
                network.cell(1).branch(0).comp(0, 1, 2),
                new IonotropicSynapse());
        edges.edge(0, 2).makeTrainable("IonotropicSynapse_s", 0.5, 0.9);
        edges.record("IonotropicSynapse_s");
        edges.record("i_IonotropicSynapse");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(1).engine(engine).build()) {
            double[][] traces = rows(simulation.run(network.parameters(manager)));
            assertEquals(0.5, traces[0][0]);
            assertEquals(0.2, traces[1][0]);
            assertEquals(0.9, traces[2][0]);
            // i = gS s (v - e_syn) at the initial state, in nA.
            assertEquals(1e-4 * 0.9 * -70, traces[5][0], 1e-15);
        }
    }

    /** A fault of Jaxley's: two clamps of the states of synapses hold theirs, and nothing else. */
    @ParameterizedTest
    @MethodSource("engines")
    void clampsHoldTheStatesOfTheirSynapses(String engine) {
        Network network = new Network(branched(), branched());
        network.connect(network.cell(0).branch(2), network.cell(1).branch(2), new TanhRateSynapse());
        SynapseSelection edges = network.connect(
                network.cell(0).branch(0).comp(0, 1, 2),
                network.cell(1).branch(0).comp(0, 1, 2),
                new IonotropicSynapse());
        edges.edge(1).clamp("IonotropicSynapse_s", Waveform.of(time -> 0.7, DT, 2));
        edges.edge(2).clamp("IonotropicSynapse_s", Waveform.of(time -> time, DT, 2));
        edges.record("IonotropicSynapse_s");
        double[][] traces = run(network, engine, 1);
        int last = traces[0].length - 1;
        assertEquals(0.7, traces[1][last]);
        assertEquals((last - 1) * DT, traces[2][last], 1e-12);
        assertTrue(traces[0][last] < 0.2 && traces[0][last] > 0.19, "free: " + traces[0][last]);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void batchRowEqualsSingleRun(String engine) {
        Network network = new Network(branched(), branched());
        for (int target : new int[] {2, 2, 0}) {
            network.connect(
                    network.cell(0).branch(0).comp(target),
                    network.cell(1).branch(0).comp(target),
                    new IonotropicSynapse());
        }
        SynapseSelection edges = network.synapses("IonotropicSynapse");
        network.connect(
                network.cell(1).branch(1).comp(0), network.cell(0).branch(1).comp(0), new GapJunction());
        network.cell(0).branch(0).comp(0).stimulate(Waveform.step(0.2, 2, 0.5, DT, 4));
        network.cell(1).branch(0).comp(0).record("v");
        edges.record("IonotropicSynapse_s");
        network.record("i_GapJunction");
        double[] strengths = {1e-3, 2e-3, 5e-3, 0, 4e-3, 1e-3, 9e-3, 2e-3, 3e-3};
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).engine(engine).build()) {
            NDArray batch = simulation.run(
                    manager,
                    Inputs.none().with(edges, "IonotropicSynapse_gS", manager.create(strengths, new Shape(3, 3))));
            for (int row = 0; row < 3; row++) {
                double[] own = Arrays.copyOfRange(strengths, 3 * row, 3 * row + 3);
                NDArray single =
                        simulation.run(manager, Inputs.none().with(edges, "IonotropicSynapse_gS", manager.create(own)));
                double[] want = single.toDoubleArray();
                double[] have = batch.get(row).toDoubleArray();
                for (int i = 0; i < want.length; i++) {
                    assertEquals(want[i], have[i], 1e-12 * Math.max(1, Math.abs(want[i])), "row " + row + ", " + i);
                }
            }
        }
    }

    // ---- electrical synapses ----

    /** Membranes without channels keep their charge, whatever the gap junctions do. */
    @ParameterizedTest
    @MethodSource("engines")
    void gapJunctionsConserveCharge(String engine) {
        for (double conductance : new double[] {1e-4, 1e-2, 1, 1e4}) {
            Network network = ring(conductance);
            double[][] traces = run(network, engine, 20);
            double[] area = network.get("area");
            double[] capacitance = network.get("capacitance");
            double before = 0;
            double scale = 0;
            for (int i = 0; i < area.length; i++) {
                before += area[i] * capacitance[i] * traces[i][0];
                scale += area[i] * capacitance[i] * 100;
            }
            for (int column = 1; column < traces[0].length; column++) {
                double charge = 0;
                for (int i = 0; i < area.length; i++) {
                    charge += area[i] * capacitance[i] * traces[i][column];
                }
                assertEquals(before, charge, 1e-12 * scale, "gE " + conductance + ", column " + column);
            }
        }
    }

    /** However strong the junctions and however many at one compartment, voltages stay between the first ones and meet. */
    @ParameterizedTest
    @MethodSource("engines")
    void gapJunctionsOfAnyStrengthAreStable(String engine) {
        for (double conductance : new double[] {1e-2, 1, 1e4}) {
            double[][] traces = run(ring(conductance), engine, 60);
            int last = traces[0].length - 1;
            for (double[] trace : traces) {
                for (double v : trace) {
                    assertTrue(v <= -20 + 1e-9 && v >= -100 - 1e-9, "gE " + conductance + ": " + v);
                }
                assertEquals(traces[0][last], trace[last], 0.5, "gE " + conductance);
            }
        }
    }

    /** Six point neurons of different sizes in a ring, the first of them joined to all others and twice to one. */
    private static Network ring(double conductance) {
        Network network = new Network(java.util.Collections.nCopies(6, new Cell(new Compartment())));
        network.set("radius", 1, 2, 3, 1.5, 0.5, 4);
        network.set("capacitance", 1, 0.8, 1.2, 1, 2, 1);
        network.set("v", -20, -100, -60, -90, -30, -70);
        for (int i = 0; i < 6; i++) {
            network.connect(network.cell(i), network.cell((i + 1) % 6), new GapJunction());
        }
        network.fullyConnect(network.cell(0), network.cell(1, 2, 3, 4, 5), new GapJunction());
        network.set("GapJunction_gE", conductance);
        network.record("v");
        return network;
    }

    /** Below the limit the current is that of the conductance: the difference decays by 1 - dt gE (1/C + 1/C). */
    @ParameterizedTest
    @MethodSource("engines")
    void weakGapJunctionsAreOhmic(String engine) {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.set("radius", 3, 5);
        network.set("v", -60, -70);
        network.connect(network.cell(0), network.cell(1), new GapJunction());
        network.record("v");
        network.record("i_GapJunction");
        double[][] traces = run(network, engine, 1);
        double[] area = network.get("area");
        // 1 uS ms is 1e5 times 10 fF.
        double factor = 1 - DT * 1e-3 * 1e5 * (1 / area[0] + 1 / area[1]);
        for (int column = 0; column < traces[0].length; column++) {
            double want = 10 * Math.pow(factor, column);
            assertEquals(want, traces[0][column] - traces[1][column], 1e-10, "column " + column);
        }
        assertEquals(-1e-3 * 10, traces[2][0], 1e-15, "initial current in nA, from the higher to the lower voltage");
    }

    // ---- spikes ----

    @ParameterizedTest
    @MethodSource("engines")
    void spikesOpenTheirSynapsesInTheSameStep(String engine) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.insert(new Fire());
        Network network = new Network(cell, cell);
        network.connect(network.cell(0), network.cell(1), new SpikeSynapse());
        network.set("SpikeSynapse_gS", 1e-3);
        network.set("SpikeSynapse_s_decay", 0.5);
        network.cell(0).stimulate(Waveform.step(0, 10, 0.05, DT, 10));
        network.cell(0).record("Fire_spikes");
        network.record("SpikeSynapse_s");
        network.cell(1).record("v");
        double[][] traces = run(network, engine, 10);
        int spikes = 0;
        for (int column = 1; column < traces[0].length; column++) {
            double want = traces[0][column] == 1 ? 1 : traces[1][column - 1] * Math.exp(-0.5 * DT);
            assertEquals(want, traces[1][column], 1e-12, "column " + column);
            spikes += (int) traces[0][column];
        }
        assertTrue(spikes >= 3, spikes + " spikes");
        assertTrue(Arrays.stream(traces[2]).max().orElseThrow() > -65, "the second cell is excited");
    }

    /** One spike of the presynaptic cell gives one answer, and its conductance peaks at gS. */
    @ParameterizedTest
    @MethodSource("engines")
    void eventsAnswerOncePerSpike(String engine) {
        Network network = new Network(branched(), new Cell(new Compartment()));
        network.cell(0).branch(0).comp(0).stimulate(Waveform.step(0.5, 1, 2, DT, 30));
        network.connect(network.cell(0).branch(0).comp(0), network.cell(1), new Exp2Syn());
        network.connect(network.cell(0).branch(0).comp(0), network.cell(1), new AMPA());
        network.cell(1).clamp("v", Waveform.of(time -> -70, DT, 31));
        network.record("i_Exp2Syn");
        network.record("AMPA_C");
        network.record("AMPA_R");
        double[][] traces = run(network, engine, 30);
        double peak = Arrays.stream(traces[0]).min().orElseThrow();
        assertEquals(-1e-4 * 70, peak, 0.002 * 7e-3, "weight (v - e) at the peak");
        long transmitter = Arrays.stream(traces[1]).filter(c -> c == 1).count();
        assertEquals(1 / DT, transmitter, 1.01, "steps of one pulse of 1 ms");
        // R rises to R_inf (1 - exp(-1 ms / tau)) and decays with beta; beyond 10 / beta it counts as zero.
        double rate = 1.1 + 0.19;
        double most = 1.1 / rate * (1 - Math.exp(-rate * (1 - DT)));
        assertEquals(most, Arrays.stream(traces[2]).max().orElseThrow(), 0.01, "bound fraction");
    }

    /** Reads parameters, states and currents of both sides, in its update and in its current. */
    private static final class Reading extends Synapse {
        Reading(String name) {
            super(name);
            sharedParameter("gain", 2, "1");
            state("s", 0);
            readsPre("HH_m");
            readsPre("radius");
            readsPost("HH_gK");
            readsPost("i_HH");
        }

        @Override
        public Map<String, NDArray> update(SynapseContext synapse) {
            NDArray pre = synapse.pre("HH_m").mul(synapse.pre("radius")).mul(synapse.get("gain"));
            return Map.of("s", synapse.post("i_HH").mul(synapse.post("HH_gK")).add(pre));
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.get("s").mul(1e-6);
        }
    }

    /** A synapse sees the new states and currents of the step on both sides; types share parameters. */
    @ParameterizedTest
    @MethodSource("engines")
    void synapsesReadBothSides(String engine) {
        Network network = new Network(branched(), branched());
        network.branch(0).set("radius", 1, 2, 3, 4, 5, 6);
        network.connect(
                network.cell(0).branch(0).comp(2), network.cell(1).branch(0).comp(1), new Reading("One"));
        network.connect(
                network.cell(1).branch(0).comp(0), network.cell(0).branch(0).comp(0), new Reading("Other"));
        network.connect(
                network.cell(0).branch(0).comp(2), network.cell(0).branch(0).comp(0), new Reading("One"));
        network.edge(1).set("gain", 5);
        network.edge(0).record("One_s");
        network.edge(1).record("Other_s");
        network.cell(0).branch(0).comp(2).record("HH_m");
        network.cell(1).branch(0).comp(0, 1).record("HH_m");
        network.cell(1).branch(0).comp(1).record("i_HH");
        network.cell(0).branch(0).comp(0).record("i_HH");
        double[][] traces = run(network, engine, 1);
        for (int column = 1; column < traces[0].length; column++) {
            assertEquals(
                    traces[5][column] * 0.036 + 2 * 3 * traces[2][column], traces[0][column], 1e-12, "One, " + column);
            assertEquals(
                    traces[6][column] * 0.036 + 5 * 4 * traces[3][column],
                    traces[1][column],
                    1e-12,
                    "Other, " + column);
        }
    }

    /** The gradient of a loss by a weight does not depend on how many other synapses there are. */
    @ParameterizedTest
    @MethodSource("engines")
    void gradientsOfUnusedSynapsesAreZero(String engine) {
        Network network = new Network(branched(), branched(), branched());
        network.connect(
                network.cell(0).branch(0).comp(0), network.cell(1).branch(0).comp(0), new IonotropicSynapse());
        network.connect(
                network.cell(0).branch(0).comp(0), network.cell(2).branch(0).comp(0), new IonotropicSynapse());
        network.synapses().edge(0, 1).makeTrainable("IonotropicSynapse_gS");
        network.cell(1).branch(0).comp(1).record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(1).engine(engine).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = network.parameters(manager);
            NDArray loss = simulation.run(parameters).square().mean();
            double[] gradient =
                    tape.gradients(loss, parameters).flatten().get(0).toDoubleArray();
            assertTrue(gradient[0] != 0, "the synapse onto the recorded cell");
            assertEquals(0, gradient[1], "the synapse onto the other one");
        }
    }
}
