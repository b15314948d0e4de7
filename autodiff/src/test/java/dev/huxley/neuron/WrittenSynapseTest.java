package dev.huxley.neuron;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every synapse of the catalogue, written as a point process with a POINTER and read again, has the original's traces. */
class WrittenSynapseTest {
    private static final double DURATION = 30;

    /** Those that NEURON has itself, and the junction, which is two point processes. */
    private static final Set<String> BUILT_IN = Set.of("synapse.GapJunction", "neuron.ExpSyn", "neuron.Exp2Syn");

    /** Those that have no form, with a part of the reason. */
    private static final Map<String, String> REFUSED = Map.of("synapse.SpikeSynapse", "driven by a state");

    /**
     * Those whose current reads the presynaptic voltage itself. NEURON linearizes it in the postsynaptic voltage alone, so
     * that traces differ by terms of the order of the time step.
     */
    private static final Set<String> DIRECT = Set.of(
            "synapse.CurrentSynapse",
            "synapse.ConductanceSynapse",
            "synapse.TanhRateSynapse",
            "synapse.TanhConductanceSynapse");

    static Stream<String> written() {
        return Catalogue.entries().stream()
                .filter(entry -> !entry.isInsertable())
                .map(CatalogueEntry::fullName)
                .filter(name -> !REFUSED.containsKey(name) && !BUILT_IN.contains(name));
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("written")
    void theTraceIsTheOriginals(String name) {
        double difference = difference(name, 0.025);
        if (!DIRECT.contains(name)) {
            assertTrue(difference <= 1e-9, name + ": v differs by " + difference + " mV");
            return;
        }
        double finer = difference(name, 0.0125);
        assertTrue(
                finer < 0.6 * difference && difference < 1,
                name + ": v differs by " + difference + " mV, and with half the time step by " + finer);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aSynapseWithoutAFormIsNamed(String name) {
        Synapse type = (Synapse) Catalogue.find(name).create();
        Network network = network(type.constants().isEmpty() ? type : new SpikeSynapse(type.name(), "HH_m"), 1, 0.025);
        String message = assertThrows(IllegalArgumentException.class, () -> NeuronExport.of(network)
                        .files())
                .getMessage();
        assertTrue(
                message.contains(REFUSED.get(name))
                        && message.contains(Catalogue.find(name).name()),
                message);
    }

    /** The largest difference of the postsynaptic voltages, mV. */
    private static double difference(String name, double dt) {
        Synapse type = (Synapse) Catalogue.find(name).create();
        // A strong current that reads the voltage itself has no steps of first order to compare.
        double strength = DIRECT.contains(name) ? 0.03 : 1;
        Network original = network(type, strength, dt);
        String text = NeuronExport.of(original).mechanisms().entrySet().stream()
                .filter(file -> file.getKey().startsWith(type.name()))
                .findFirst()
                .orElseThrow()
                .getValue();
        NmodlSynapse read = Nmodl.parseSynapse(text).named(type.name());
        Network other = network(read, strength, dt);
        for (var declaration : type.declarations()) {
            if (other.edges().contains(declaration.key())) {
                other.set(
                        declaration.key(),
                        original.edges().numbers(declaration.key()).value(0));
            }
        }
        double[] expected = run(original, dt);
        double[] found = run(other, dt);
        double worst = 0;
        double moved = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - found[i]));
            moved = Math.max(moved, Math.abs(expected[i] - expected[0]));
        }
        assertTrue(moved > 0.01, name + ": the synapse moves the voltage by " + moved + " mV only");
        return worst;
    }

    private static Network network(Synapse synapse, double strength, double dt) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.set("v", -64);
        Network network = new Network(cell, cell);
        network.connect(
                network.cell(0).branch(0).comp(0), network.cell(1).branch(0).comp(0), synapse);
        synapse.parameters().stream()
                .filter(parameter ->
                        parameter.unit().equals("uS") || parameter.unit().equals("nA"))
                .forEach(parameter -> network.set(parameter.key(), 5e-4 * strength));
        network.cell(0).stimulate(Waveform.step(3, 20, 0.05 * strength, dt, DURATION));
        network.cell(1).record("v");
        return network;
    }

    private static double[] run(Network network, double dt) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(network).dt(dt).tMax(DURATION).build()) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
