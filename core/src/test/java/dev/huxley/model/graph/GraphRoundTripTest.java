package dev.huxley.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.GlobalValues;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.hay.M;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.EdgeSharing;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model equals the one made from its graph, bit by bit. */
class GraphRoundTripTest {
    @TempDir
    Path folder;

    /** A network with something of everything. */
    private static Network network() {
        Cell traced = new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n"
                        + "2 3 3.1 4 1e-9 1 1\n"
                        + "3 3 6 8 0 1.1 2\n"
                        + "4 3 6 8 12 0.7 3\n"
                        + "5 4 -9 0 0 1 1\n"
                        + "6 4 -50 0 1 0.4 5\n",
                "small",
                Swc.options().ncomp(2).minRadius(0.05)));
        traced.insert(new HH());
        traced.insert(new CaPump());
        traced.group("basal").insert(new M("M", 36.5));
        traced.group("basal").set("HH_gNa", 1 / 3.0);
        traced.set("v", Math.nextUp(-65.0));
        Cell built = new Cell(new Branch(new Compartment(), 3), -1, 0, 0);
        built.branch(1).insert(new Leak());
        built.set("v", -0.0);
        Network network = new Network(traced, built, new Cell(new Compartment()));
        network.diffuse("CaCon_i");
        network.cell(0).set("axial_diffusion_CaCon_i", 2.5);
        network.cell(0).branch(1).addToGroup("<odd> & \"group\" \t\n\u00e9 \ud83e\udde0");
        network.connect(
                network.cell(0).branch(0).loc(0), network.cell(1).branch(1).loc(1), new IonotropicSynapse());
        network.connect(
                network.cell(0).branch(0).loc(0), network.cell(1).branch(1).loc(1), new IonotropicSynapse());
        network.connect(
                network.cell(0).branch(0).loc(0), network.cell(1).branch(1).loc(1), new TanhRateSynapse());
        network.connect(
                network.cell(1).branch(1).loc(1), network.cell(0).branch(0).loc(0), new GapJunction("cable"));
        network.connect(network.cell(2), network.cell(2), new IonotropicSynapse());
        network.set("IonotropicSynapse_gS", 1e-4, 1 / 3.0, Double.MIN_VALUE);
        network.edge(0, 2).set("delay", 1.5, 1 / 3.0);
        network.cell(0).branch(1).record("v");
        network.mechanism("HH").record("i_HH");
        network.synapses("TanhRateSynapse").record("i_TanhRateSynapse");
        network.cell(2).stimulate(Waveform.of(new double[] {0.1, 0.2, -0.3}, 0.025));
        network.cell(1).branch(0).stimulate(Waveform.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, 0.1));
        network.cell(0).branch(0).clamp("HH_m", Waveform.of(new double[] {0.5}, 0.1));
        network.edge(1).clamp("IonotropicSynapse_s", Waveform.of(new double[] {1}, 0.025));
        network.cell(0).branch(0, 1).makeTrainable("radius");
        network.mechanism("HH").makeTrainable("v");
        network.synapses("IonotropicSynapse").makeTrainable("IonotropicSynapse_gS", EdgeSharing.PER_PRE_CELL);
        return network;
    }

    /** A channel whose values are numbers, arrays and a tree, and which reads a value of the whole model. */
    private static final class ArrayChannel extends Channel {
        ArrayChannel(String name) {
            super(name);
            parameter("g", 0.25, "S/cm2");
            parameter("matrix", new double[][] {{1, 1 / 3.0, -0.0}, {4, 5, Double.MIN_VALUE}}, "1");
            parameter("tree/bias", new double[] {0.5}, "1");
            parameter("tree/inner/weight", new double[] {1, 2}, "1");
            state("trace", new double[] {0.1, 0.2}, "1");
            globalParameter("temperature", 6.3, "celsius");
        }

        @Override
        public NDArray current(Membrane membrane) {
            return membrane.voltage().mul(membrane.get("g"));
        }
    }

    private static final class ArraySynapse extends Synapse {
        ArraySynapse(String name) {
            super(name);
            parameter("g", 1e-4, "uS");
            state("trace", new double[] {1, 2, 3}, "1");
        }

        @Override
        public NDArray current(SynapseContext synapse) {
            return synapse.get("g").mul(synapse.postVoltage());
        }
    }

    private static final class Dopamine extends GlobalProcess {
        Dopamine(String name) {
            super(name);
            globalState("dopamine", new int[] {2}, new double[] {1, 0.5}, "uM");
        }

        @Override
        public Map<String, NDArray> update(GlobalValues model) {
            return Map.of("dopamine", model.get("dopamine").mul(0.5));
        }
    }

    private static final MechanismRegistry REGISTRY = MechanismRegistry.library()
            .with(ArrayChannel.class, ArrayChannel::new)
            .with(ArraySynapse.class, ArraySynapse::new)
            .with(Dopamine.class, Dopamine::new);

    /** The network with arrays as values, of some compartments, of synapses and of the whole model. */
    private static NeuronModel withArrays() {
        Network network = network();
        network.cell(1).branch(0, 2).insert(new ArrayChannel("Arrays"));
        network.connect(network.cell(2), network.cell(0).branch(0).loc(0), new ArraySynapse("ArraySynapse"));
        network.globals().insert(new Dopamine("Dopamine"));
        network.cell(1).branch(2).set("Arrays_matrix", 1, 2, 3, 77, 5, 6);
        network.cell(1).branch(0).makeTrainable("Arrays_matrix");
        network.globals().makeTrainable("temperature");
        network.cell(1).branch(2).record("Arrays_trace");
        return network;
    }

    private static List<NeuronModel> models() {
        Compartment compartment = new Compartment();
        return List.of(
                network(),
                withArrays(),
                new Cell(new Branch(compartment, 2), -1, 0, 1),
                new Branch(compartment, 3),
                compartment);
    }

    @Test
    void throughTheGraphEverythingIsEqual() {
        for (NeuronModel model : models()) {
            NeuronModel back = ModelGraph.of(model).toModel();
            assertEquals(model.getClass(), back.getClass());
            assertArrayEquals(ModelFile.bytes(model), ModelFile.bytes(back), "a " + model.getClass());
        }
    }

    @Test
    void throughAGraphMlFileEverythingIsEqual() {
        for (NeuronModel model : models()) {
            Path file = folder.resolve("model.graphml");
            ModelGraph.of(model).writeGraphMl(file);
            NeuronModel back = ModelGraph.readGraphMl(file, REGISTRY).toModel();
            assertEquals(model.getClass(), back.getClass());
            assertArrayEquals(ModelFile.bytes(model), ModelFile.bytes(back), "a " + model.getClass());
            assertEquals(
                    ModelGraph.of(model).toGraphMl(), ModelGraph.of(back).toGraphMl(), "written again it is the same");
        }
    }

    @Test
    void severalSynapsesOfAPairAreSeveralEdges() {
        ModelGraph graph = ModelGraph.of(network());
        CompartmentVertex from = graph.graph().vertexSet().iterator().next();
        Map<String, Long> edges = new LinkedHashMap<>();
        graph.graph().outgoingEdgesOf(from).stream()
                .filter(ModelEdge::isSynapse)
                .forEach(edge -> edges.merge(edge.synapse(), 1L, Long::sum));
        assertEquals(Map.of("IonotropicSynapse", 2L, "TanhRateSynapse", 1L), edges);
        assertTrue(
                graph.graph().edgeSet().stream()
                        .anyMatch(edge -> graph.graph().getEdgeSource(edge)
                                == graph.graph().getEdgeTarget(edge)),
                "a synapse of a compartment onto itself");
    }

    /** Parts that were removed from the graph stay removed when it goes through a file. */
    @Test
    void removedPartsStayRemovedThroughAFile() {
        Network network = new Network(
                new Cell(new Branch(new Compartment(), 3), -1, 0, 0), new Cell(new Branch(new Compartment(), 2), -1));
        network.insert(new HH());
        network.connect(network.cell(0).branch(1).comp(0), network.cell(1).comp(1), new IonotropicSynapse());
        network.connect(network.cell(0).branch(2).comp(0), network.cell(1).comp(0), new IonotropicSynapse());
        network.cell(1).record("v");
        ModelGraph graph = ModelGraph.of(network);
        graph.graph()
                .removeAllVertices(graph.graph().vertexSet().stream()
                        .filter(vertex -> vertex.cell() == 0 && vertex.branch() == 1)
                        .toList());
        NeuronModel back = ModelGraph.parseGraphMl(
                        graph.toGraphMl().getBytes(StandardCharsets.UTF_8), "text", MechanismRegistry.library())
                .toModel();
        assertArrayEquals(ModelFile.bytes(graph.toModel()), ModelFile.bytes(back));
        assertEquals(8, back.structure().compartments());
        assertEquals(1, back.edges().rows());
    }
}
