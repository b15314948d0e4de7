package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Traces and gradients equal those of Jaxley. */
class ReferenceTest {
    private static final double TRACE_TOLERANCE = 1e-8;
    private static final double GRADIENT_TOLERANCE = 1e-6;

    @Test
    void pointNeuronMeetsTheReference() {
        JsonNode reference = Reference.of("point_hh");
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("length", 24);
        cell.set("radius", 7);
        cell.set("v", -63);
        cell.set("HH_gNa", 0.11);
        cell.set("HH_gK", 0.031);
        cell.set("HH_gLeak", 0.0004);
        SteadyState.apply(cell);
        reference
                .at("/expected/initial_gates")
                .properties()
                .forEach(gate ->
                        assertEquals(gate.getValue().asDouble(), cell.get(gate.getKey())[0], 1e-12, gate.getKey()));
        cell.stimulate(Waveform.step(1, 15, 0.35, 0.025, 20));
        for (String state : new String[] {"v", "HH_m", "HH_h", "HH_n", "i_HH"}) {
            cell.record(state);
        }
        for (String key : new String[] {"HH_gNa", "HH_gK", "HH_gLeak", "radius", "length"}) {
            cell.makeTrainable(key);
        }
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray traces = simulation.run(parameters);
            assertTraces(reference.at("/expected/traces"), traces);
            NDArray loss = traces.get(0).add(65).square().mean();
            assertEquals(reference.at("/expected/loss").asDouble(), loss.getDouble(), 1e-8, "loss");
            ArrayTree gradients = tape.gradients(loss, parameters);
            reference
                    .at("/expected/gradient")
                    .properties()
                    .forEach(entry -> assertRelative(
                            entry.getKey(),
                            entry.getValue().asDouble(),
                            gradients.get(entry.getKey()).toDoubleArray()[0]));
        }
    }

    @Test
    void taperedBranchMeetsTheReference() {
        JsonNode reference = Reference.of("tapered_branch");
        NeuronModel branch = new Branch(new Compartment(), 6);
        branch.set("length", linspace(15, 60, 6));
        branch.set("radius", linspace(4, 1, 6));
        branch.set("axial_resistivity", linspace(300, 700, 6));
        branch.set("capacitance", linspace(0.8, 1.3, 6));
        branch.set("v", -64);
        branch.insert(new HH());
        branch.insert(new Leak());
        SteadyState.apply(branch);
        branch.comp(0).stimulate(Waveform.step(0.5, 4, 1.2, 0.025, 8));
        branch.comp(0).record("v");
        branch.comp(3).record("v");
        branch.comp(5).record("v");
        branch.comp(5).record("HH_n");
        assertTraces(reference.at("/expected/bwd_euler"), branch);
    }

    /**
     * The reference writes the clamped voltage after the solve, so its neighbors see it a step late through a resistance of
     * dt / C, and a clamped gate is seen a step late. What does not depend on that is what is held.
     */
    @Test
    void clampsMeetTheReference() {
        JsonNode reference = Reference.of("clamps");
        NeuronModel branch = new Branch(new Compartment(), 3);
        branch.set("radius", 2);
        branch.set("axial_resistivity", 600);
        branch.set("v", -65);
        branch.insert(new HH());
        SteadyState.apply(branch);
        branch.comp(0).clamp("v", Waveform.of(linspace(-65, -20, 401), 0.025));
        branch.comp(2).clamp("HH_h", Waveform.of(linspace(0.2, 0.2, 401), 0.025));
        branch.comp(0).record("v");
        branch.comp(2).record("HH_h");
        JsonNode traces = reference.at("/expected/traces");
        ArrayNode held = JsonNodeFactory.instance.arrayNode().add(traces.get(0)).add(traces.get(3));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(branch).tMax(9).build()) {
            assertTraces(held, simulation.run(manager));
        }
    }

    @Test
    void tracedMorphologiesMeetTheReference() {
        JsonNode reference = Reference.of("swc_traces");
        assertSwcTraces(reference, "morph_ca1_n120.swc", 4, new int[] {154, 77}, new double[] {1, 0.5});
        assertSwcTraces(
                reference, "morph_ca1_n120_250_single_point_soma.swc", 2, new int[] {9, 5}, new double[] {1, 0.5});
    }

    private static void assertSwcTraces(JsonNode reference, String file, int ncomp, int[] branches, double[] places) {
        Path path = SharedData.file("morphologies/" + file);
        Cell cell = new Cell(
                Swc.read(path, Swc.options().conventions(Conventions.JAXLEY).ncomp(ncomp)));
        cell.insert(new HH());
        cell.set("axial_resistivity", 1000);
        cell.set("v", -64);
        SteadyState.apply(cell);
        // "soma branch 0": the first branch of the group, in a cell whose branches are counted over all of it
        int soma = cell.structure().branchInCell(cell.group("soma").compartments()[0]);
        cell.branch(soma).loc(0.5).stimulate(Waveform.step(1, 10, 2.5, 0.025, 14));
        cell.branch(soma).loc(0.5).record("v");
        for (int i = 0; i < branches.length; i++) {
            cell.branch(branches[i]).loc(places[i]).record("v");
        }
        assertTraces(reference.at("/expected").get(file + " ncomp=" + ncomp).get("traces"), cell);
    }

    private static void assertTraces(JsonNode expected, NeuronModel model) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(model).build()) {
            assertTraces(expected, simulation.run(manager));
        }
    }

    static void assertTraces(JsonNode expected, NDArray traces) {
        assertEquals(expected.size(), traces.getShape().get(0), "number of traces");
        for (int row = 0; row < expected.size(); row++) {
            double[] want = Reference.doubles(expected.get(row));
            double[] have = traces.get(row).toDoubleArray();
            assertEquals(want.length, have.length, "columns of trace " + row);
            double worst = 0;
            int at = 0;
            for (int k = 0; k < want.length; k++) {
                double error = Math.abs(want[k] - have[k]);
                if (!(error <= worst)) {
                    worst = error;
                    at = k;
                }
            }
            assertTrue(worst <= TRACE_TOLERANCE, "trace " + row + " differs by " + worst + " in column " + at);
        }
    }

    private static void assertRelative(String what, double want, double have) {
        double error = Math.abs(have - want) / Math.abs(want);
        assertTrue(error <= GRADIENT_TOLERANCE, what + ": " + have + " instead of " + want + ", relative " + error);
    }

    static double[] linspace(double from, double to, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + (to - from) * i / (count - 1);
        }
        return values;
    }
}
