package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.destexhe.AMPA;
import dev.huxley.mechanism.destexhe.GABAb;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.CaT;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.mechanism.synapse.AlphaSynapse;
import dev.huxley.mechanism.synapse.DynamicSynapse;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steady states: they stay, synapses included; they are a function, and its gradient is that of a function. */
class SteadyStateTest {
    private static final double DT = 0.025;

    /**
     * Three cells in a chain of synapses of all kinds with states, a gap junction beside them, at voltages at which the leak of
     * each cell balances what its synapses carry at their steady state.
     */
    private static Network silent() {
        Network network =
                new Network(new Cell(new Compartment()), new Cell(new Compartment()), new Cell(new Compartment()));
        network.insert(new Leak());
        network.set("v", -70);
        network.connect(network.cell(0), network.cell(1), new IonotropicSynapse());
        network.connect(network.cell(1), network.cell(2), new IonotropicSynapse());
        network.connect(network.cell(0), network.cell(2), new DynamicSynapse());
        network.connect(network.cell(1), network.cell(2), new AlphaSynapse());
        network.connect(network.cell(0), network.cell(1), new AMPA());
        network.connect(network.cell(1), network.cell(2), new GABAb());
        network.connect(network.cell(0), network.cell(2), new Exp2Syn());
        network.connect(network.cell(0), network.cell(1), new GapJunction());
        network.synapses("IonotropicSynapse").set("IonotropicSynapse_s", 0.2);
        network.synapses("DynamicSynapse").set("DynamicSynapse_s", 0.7);
        network.synapses("AlphaSynapse").set("AlphaSynapse_s", 0.4);
        network.synapses("AMPA").set("AMPA_R", 0.3);
        network.synapses("AMPA").set("AMPA_R1", 0.3);
        network.synapses("GABAb").set("GABAb_G", 1);
        // All graded synapses are open by 1 / (1 + exp((-35 + 70) / 10)), carry 1e-4 uS of that at 70 mV from their
        // reversal.
        double one = 1e-4 / (1 + Math.exp(3.5)) * -70;
        double area = network.get("area")[0];
        int[] open = {0, 1, 3};
        for (int i = 0; i < open.length; i++) {
            double density = open[i] * one * 1e5 / area / 1000; // nA to mA/cm2
            network.cell(i).set("Leak_eLeak", -70 + density / 1e-4);
        }
        return network;
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void aSilentNetworkDoesNotDrift(String engine) {
        Network network = silent();
        network.record("v");
        SteadyState.apply(network);
        assertEquals(
                1 / (1 + Math.exp(3.5)), network.synapses("IonotropicSynapse").get("IonotropicSynapse_s")[0], 1e-15);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(DT).tMax(50).engine(engine).build()) {
            double[] v = simulation.run(manager).toDoubleArray();
            double drift =
                    Arrays.stream(v).map(value -> Math.abs(value + 70)).max().orElseThrow();
            assertTrue(drift < 1e-9, "drift of " + drift + " mV");
        }
    }

    /** A run may begin at the steady state without anything being written into the model. */
    @Test
    void theFunctionLeavesTheModelAlone() {
        Network network = silent();
        network.record("v");
        double[] before = network.synapses("IonotropicSynapse").get("IonotropicSynapse_s");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(DT).tMax(10).build()) {
            Inputs inputs = SteadyState.inputs(manager, network, Inputs.none());
            double[] v = simulation.run(manager, inputs).toDoubleArray();
            double drift =
                    Arrays.stream(v).map(value -> Math.abs(value + 70)).max().orElseThrow();
            assertTrue(drift < 1e-9, "drift of " + drift + " mV");
        }
        assertArrayEquals(before, network.synapses("IonotropicSynapse").get("IonotropicSynapse_s"));
        assertEquals(0.2, before[0]);
    }

    @Test
    void gatesAreThoseOfTheirEquations() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.insert(new Km());
        cell.comp(1).insert(new HH());
        try (NDManager manager = HuxleyRuntime.newManager()) {
            double[] v = {-80, -55, -20, -70, -40, 10};
            NDArray voltages = manager.create(v, new Shape(2, 3));
            ArrayTree states = SteadyState.of(cell, voltages, ArrayTree.empty());
            double[] p = states.get("Km_p").toDoubleArray();
            for (int i = 0; i < v.length; i++) {
                assertEquals(1 / (1 + Math.exp(-0.1 * (v[i] + 35))), p[i], 1e-15, "p at " + v[i]);
            }
            assertEquals(new Shape(2, 1), states.get("HH_h").getShape());
            double alpha = 0.07 * Math.exp(-(v[1] + 65) / 20);
            double beta = 1 / (Math.exp(-(v[1] + 35) / 10) + 1);
            assertEquals(alpha / (alpha + beta), states.get("HH_h").toDoubleArray()[0], 1e-15);
            assertEquals(0.2, cell.get("Km_p")[0], "the model");
        }
    }

    /** By voltages, and by the parameters on which steady states depend: CaT's shift and a synapse's threshold. */
    @Test
    void gradientEqualsCentralDifference() {
        Network network = new Network(new Cell(new Compartment()), new Cell(new Compartment()));
        network.insert(new CaT());
        network.insert(new HH());
        network.connect(network.cell(0), network.cell(1), new IonotropicSynapse());
        network.cell(0, 1).makeTrainable("CaT_vx");
        network.synapses("IonotropicSynapse").makeTrainable("IonotropicSynapse_v_th");
        try (NDManager manager = HuxleyRuntime.newManager()) {
            ArrayTree given = network.parameters(manager)
                    .with("v", manager.create(new double[] {-82, -75}).duplicate());
            given.forEach((path, array) -> array.setRequiresGradient(true));
            ArrayTree gradients;
            try (Tape tape = Tape.open()) {
                gradients = tape.gradients(loss(network, given), given);
            }
            for (String path : given.paths()) {
                double[] slopes = gradients.get(path).toDoubleArray();
                double[] values = given.get(path).toDoubleArray();
                for (int i = 0; i < values.length; i++) {
                    double step = 1e-4;
                    double up = moved(manager, network, given, path, i, step);
                    double down = moved(manager, network, given, path, i, -step);
                    double want = (up - down) / (2 * step);
                    assertEquals(want, slopes[i], 1e-6 * Math.abs(want), path + ", element " + i);
                    assertTrue(want != 0, path + " has no gradient");
                }
            }
        }
    }

    private static double moved(
            NDManager manager, Network network, ArrayTree given, String path, int element, double step) {
        double[] values = given.get(path).toDoubleArray();
        values[element] += step;
        NDArray array = manager.create(values, given.get(path).getShape()).duplicate();
        return loss(network, given.with(path, array)).getDouble();
    }

    /** A sum of all steady states, each with another weight. */
    private static NDArray loss(Network network, ArrayTree given) {
        ArrayTree parameters = ArrayTree.empty();
        for (String path : given.paths()) {
            parameters = path.equals("v") ? parameters : parameters.with(path, given.get(path));
        }
        ArrayTree states = SteadyState.of(network, given.get("v"), parameters);
        assertEquals(5, states.size(), states.paths().toString());
        NDArray sum = null;
        double weight = 1;
        for (String path : states.paths()) {
            NDArray state = states.get(path);
            NDArray part = state.square().sum();
            part = part.mul(weight);
            sum = sum == null ? part : sum.add(part);
            weight += 0.7;
        }
        return sum;
    }

    /** Concentrations are given, as voltages are: pumps are not run to their rest. */
    @Test
    void concentrationsStayWhatTheyAre() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new dev.huxley.mechanism.ion.CaPump());
        cell.insert(new dev.huxley.mechanism.ion.CaNernstReversal());
        cell.insert(new dev.huxley.mechanism.hay.CaHVA());
        cell.set("CaCon_i", 3e-4);
        SteadyState.apply(cell);
        assertEquals(3e-4, cell.get("CaCon_i")[0]);
        double eCa = 1000 * 8.314 * 279.45 / (2 * 96485.3329) * Math.log(2 / 3e-4);
        assertEquals(eCa, cell.get("eCa")[0], 1e-12 * eCa);
    }
}
