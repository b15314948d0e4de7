package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhConductanceSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import dev.huxley.tree.ArrayTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces and gradients of a network equal those of Jaxley. */
@Tag("names-engines")
class NetworkReferenceTest {
    private static final double TRACE_TOLERANCE = 1e-8;
    private static final double GRADIENT_TOLERANCE = 1e-6;

    @ParameterizedTest
    @ValueSource(strings = {"torch", "llvm"})
    void networkMeetsTheReference(String engine) {
        JsonNode expected = Reference.of("network").get("expected");
        Network network = network();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).engine(engine).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = network.parameters(manager);
            NDArray traces = simulation.run(parameters);
            assertTraces(expected.get("traces"), traces);
            NDArray loss = traces.get("0:4").add(65).square().mean();
            assertEquals(expected.get("loss").asDouble(), loss.getDouble(), 1e-8, "loss");
            ArrayTree gradients = tape.gradients(loss, parameters);
            for (int i = 0; i < 3; i++) {
                String path = network.trainables().get(i).path();
                double[] want = Reference.doubles(
                        expected.get("gradient").get(i).elements().next());
                double[] have = gradients.get(path).toDoubleArray();
                assertEquals(want.length, have.length, path);
                for (int k = 0; k < want.length; k++) {
                    double error = Math.abs(have[k] - want[k]) / Math.abs(want[k]);
                    assertTrue(
                            error <= GRADIENT_TOLERANCE,
                            path + "[" + k + "]: " + have[k] + " instead of " + want[k] + ", relative " + error);
                }
            }
        }
    }

    private static Network network() {
        Cell branched = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        Network network = new Network(branched, branched, branched, new Cell(new Compartment()));
        network.set("axial_resistivity", 1500);
        network.set("v", -65);
        network.insert(new HH());
        network.connect(
                network.cell(0).branch(1).loc(1), network.cell(1).branch(0).loc(0), new IonotropicSynapse());
        network.connect(
                network.cell(1).branch(2).loc(0), network.cell(2).branch(1).loc(0.5), new IonotropicSynapse());
        network.connect(network.cell(0).branch(0).loc(0), network.cell(3), new TanhRateSynapse());
        network.connect(
                network.cell(2).branch(0).loc(0), network.cell(0).branch(2).loc(1), new TanhConductanceSynapse());
        network.connect(
                network.cell(0).branch(0).loc(0), network.cell(1).branch(0).loc(0), new TanhRateSynapse());
        network.set("IonotropicSynapse_gS", 0.004);
        network.set("TanhRateSynapse_gS", 0.0002);
        network.set("TanhRateSynapse_slope", 0.05);
        network.set("TanhConductanceSynapse_gS", 0.0003);
        network.set("TanhConductanceSynapse_slope", 0.1);
        network.set("TanhConductanceSynapse_e_syn", -80);
        SteadyState.apply(network);
        // The reference starts channels at their steady states, but not synapses.
        network.synapses("IonotropicSynapse").set("IonotropicSynapse_s", 0.2);
        network.cell(0).branch(0).loc(0).stimulate(Waveform.step(0.5, 8, 0.25, 0.025, 12));
        for (int cell = 0; cell < 4; cell++) {
            network.cell(cell).branch(0).loc(0).record("v");
        }
        network.synapses("IonotropicSynapse").record("IonotropicSynapse_s");
        network.synapses("TanhConductanceSynapse").edge(0).record("i_TanhConductanceSynapse");
        network.makeTrainable("IonotropicSynapse_gS");
        network.cell(0, 1, 2, 3).makeTrainable("HH_gLeak");
        network.synapses("TanhRateSynapse").edge(0, 1).makeTrainable("TanhRateSynapse_gS");
        return network;
    }

    private static void assertTraces(JsonNode expected, NDArray traces) {
        assertEquals(expected.size(), traces.getShape().get(0), "number of traces");
        for (int row = 0; row < expected.size(); row++) {
            double[] want = Reference.doubles(expected.get(row));
            double[] have = traces.get(row).toDoubleArray();
            assertEquals(want.length, have.length, "columns of trace " + row);
            for (int k = 0; k < want.length; k++) {
                assertEquals(want[k], have[k], TRACE_TOLERANCE, "trace " + row + ", column " + k);
            }
        }
    }
}
