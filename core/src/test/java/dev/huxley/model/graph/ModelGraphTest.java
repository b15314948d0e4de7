package dev.huxley.model.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.EdgeSharing;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.View;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Models as graphs, and what editing a graph does to the model. */
class ModelGraphTest {
    private static Network network() {
        Cell traced = new Cell(Swc.parse(
                "1 1 0 0 0 5 -1\n2 3 3 4 0 1 1\n3 3 6 8 0 1.1 2\n4 3 6 8 12 0.7 3\n5 4 -9 0 0 1 1\n6 4 -50 0 1 0.4 5\n",
                "small",
                Swc.options().ncomp(2)));
        traced.insert(new HH());
        traced.group("basal").set("HH_gNa", 1 / 3.0);
        Cell built = new Cell(new Branch(new Compartment(), 3), -1, 0, 0);
        built.branch(1).insert(new Leak());
        built.branch(2).comp(2).addToGroup("tip");
        Network network = new Network(traced, built);
        View from = network.cell(0).branch(0).loc(0);
        View to = network.cell(1).branch(1).loc(1);
        network.connect(from, to, new IonotropicSynapse());
        network.connect(from, to, new IonotropicSynapse());
        network.connect(from, to, new TanhRateSynapse());
        network.connect(to, from, new TanhRateSynapse());
        network.synapses().set("IonotropicSynapse_gS", 0.1, 0.2);
        network.cell(0).branch(1).record("v");
        network.synapses("TanhRateSynapse").record("i_TanhRateSynapse");
        network.cell(1).branch(0).stimulate(Waveform.of(new double[] {0.1, 0.2}, 0.1));
        network.cell(0).branch(0).clamp("HH_m", Waveform.of(new double[] {0.5}, 0.1));
        network.cell(0).branch(0, 1).makeTrainable("radius");
        network.synapses("IonotropicSynapse").makeTrainable("IonotropicSynapse_gS", EdgeSharing.PER_SYNAPSE);
        return network;
    }

    @Test
    void verticesAreCompartmentsAndEdgesCablesAndSynapses() {
        Network network = network();
        Graph<CompartmentVertex, ModelEdge> graph = ModelGraph.of(network).graph();
        assertEquals(network.structure().compartments(), graph.vertexSet().size());
        long synapses = graph.edgeSet().stream().filter(ModelEdge::isSynapse).count();
        assertEquals(4, synapses, "several synapses of one pair are several edges");
        assertEquals(
                network.structure().compartments() - 2,
                graph.edgeSet().size() - synapses,
                "two trees have two edges fewer than vertices");
        CompartmentVertex first = vertex(graph, 0);
        assertEquals(network.get("radius")[0], first.attributes().get("radius"));
        assertEquals(true, first.attributes().get("HH"));
        assertTrue(!first.attributes().containsKey("Leak_gLeak"), "what is absent is not there");
        // The algorithms of the library work on it.
        assertTrue(new ConnectivityInspector<>(graph).isConnected());
    }

    @Test
    void removedVerticesAreGone() {
        Network network = network();
        network.deleteTrainables();
        network.deleteRecordings();
        ModelGraph graph = ModelGraph.of(network);
        remove(graph, vertex -> vertex.cell() == 1 && vertex.branch() == 2);
        remove(graph, vertex -> vertex.cell() == 1 && vertex.branch() == 1 && vertex.compartment() == 2);
        Network rest = (Network) graph.toModel();
        assertEquals(network.structure().compartments() - 4, rest.structure().compartments());
        assertEquals(2, rest.cell(1).shape().branches());
        assertEquals(Set.of("soma", "basal", "apical"), rest.groups(), "a group without members is gone");
        assertEquals(0, rest.edges().rows(), "the synapses of the compartment that is gone");
        assertArrayEquals(network.cell(0).get("HH_gNa"), rest.cell(0).get("HH_gNa"));
        assertArrayEquals(network.stimuli().get(0).rows(), rest.stimuli().get(0).rows(), "the rows before stay");
        assertTrue(rest.trace(0).isPresent());
        remove(graph, vertex -> vertex.cell() == 1 && vertex.branch() == 1);
        assertTrue(!graph.toModel().nodes().contains("Leak_gLeak"), "a mechanism that is nowhere is gone");
    }

    @Test
    void removedSynapsesAreGoneAndOthersStay() {
        Network network = network();
        network.deleteTrainables();
        network.synapses().deleteRecordings();
        ModelGraph graph = ModelGraph.of(network);
        graph.graph()
                .removeAllEdges(graph.graph().edgeSet().stream()
                        .filter(edge -> "TanhRateSynapse".equals(edge.synapse()) || edge.row() == 0)
                        .collect(Collectors.toSet()));
        Network rest = (Network) graph.toModel();
        assertEquals(1, rest.edges().rows());
        assertArrayEquals(new double[] {0.2}, rest.synapses().get("IonotropicSynapse_gS"));
        assertTrue(!rest.edges().contains("TanhRateSynapse_gS"));
    }

    @Test
    void changedAttributesAreValues() {
        ModelGraph graph = ModelGraph.of(network());
        CompartmentVertex vertex = vertex(graph.graph(), 3);
        vertex.attributes().put("v", -55);
        vertex.attributes().put("soma", true);
        NeuronModel changed = graph.toModel();
        assertEquals(-55, changed.get("v")[3]);
        assertTrue(Arrays.stream(changed.group("soma").compartments()).anyMatch(row -> row == 3));
        vertex.attributes().put("voltage", -55.0);
        assertSays(graph, "compartment 3", "'voltage'", "no column");
        vertex.attributes().remove("voltage");
        vertex.attributes().put("v", "high");
        assertSays(graph, "compartment 3", "'v'", "high", "a number");
        vertex.attributes().put("v", Double.NaN);
        assertSays(graph, "'v'", "NaN");
    }

    @Test
    void whatIsNoModelIsAnErrorThatSaysWhy() {
        ModelGraph interrupted = ModelGraph.of(network());
        remove(interrupted, vertex -> vertex.cell() == 1 && vertex.branch() == 2 && vertex.compartment() == 1);
        assertSays(interrupted, "branch 2 of cell 1", "interrupted");
        Network plain = new Network(new Cell(new Branch(new Compartment(), 1), -1, 0, 0));
        ModelGraph pieces = ModelGraph.of(plain);
        remove(pieces, vertex -> vertex.branch() == 0);
        assertSays(pieces, "pieces", "branches 1 of cell 0 and 2 of cell 0");
        ModelGraph used = ModelGraph.of(network());
        remove(used, vertex -> vertex.cell() == 1 && vertex.branch() == 2);
        remove(used, vertex -> vertex.cell() == 1 && vertex.branch() == 1 && vertex.compartment() == 2);
        assertSays(used, "recording", "no longer in the graph", "deleteRecordings");
        ModelGraph empty = ModelGraph.of(plain);
        remove(empty, vertex -> true);
        assertSays(empty, "no compartment");
        ModelGraph joined = ModelGraph.of(new Network(new Cell(new Compartment()), new Cell(new Compartment())));
        joined.graph().addEdge(vertex(joined.graph(), 0), vertex(joined.graph(), 1), ModelEdge.cable());
        assertSays(joined, "hangs on compartment 0", "of its cell");
    }

    @Test
    void graphMlHoldsEveryAttribute() throws Exception {
        Network network = network();
        network.cell(0).addToGroup("<odd> & \"group\"");
        String text = ModelGraph.of(network).toGraphMl();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                network.structure().compartments(),
                document.getElementsByTagName("node").getLength());
        assertEquals(
                network.structure().compartments() - 2 + 4,
                document.getElementsByTagName("edge").getLength());
        String radiusKey = null;
        boolean odd = false;
        for (int i = 0; i < document.getElementsByTagName("key").getLength(); i++) {
            Element key = (Element) document.getElementsByTagName("key").item(i);
            if (key.getAttribute("attr.name").equals("radius")) {
                radiusKey = key.getAttribute("id");
            }
            odd |= key.getAttribute("attr.name").equals("<odd> & \"group\"");
        }
        assertTrue(odd, "names are escaped");
        Element node = (Element) document.getElementsByTagName("node").item(0);
        for (int i = 0; i < node.getElementsByTagName("data").getLength(); i++) {
            Element data = (Element) node.getElementsByTagName("data").item(i);
            if (data.getAttribute("key").equals(radiusKey)) {
                assertEquals(network.get("radius")[0], Double.parseDouble(data.getTextContent()));
                return;
            }
        }
        throw new AssertionError("the first compartment has no radius in " + text);
    }

    private static CompartmentVertex vertex(Graph<CompartmentVertex, ModelEdge> graph, int row) {
        return graph.vertexSet().stream()
                .filter(vertex -> vertex.row() == row)
                .findFirst()
                .orElseThrow();
    }

    private static void remove(ModelGraph graph, Predicate<CompartmentVertex> which) {
        graph.graph()
                .removeAllVertices(
                        graph.graph().vertexSet().stream().filter(which).collect(Collectors.toSet()));
    }

    private static void assertSays(ModelGraph graph, String... parts) {
        String message =
                assertThrows(IllegalArgumentException.class, graph::toModel).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }
}
