package dev.huxley.model.graph;

import dev.huxley.model.Edges;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Structure;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.StorageException;
import dev.huxley.storage.StoredFile;
import dev.huxley.text.Quotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedPseudograph;

/**
 * A model as a directed graph of JGraphT: a vertex per compartment, an edge per piece of cable (from the root outwards)
 * and per synapse, so there may be several edges from one compartment to another. Values are attributes of vertices and
 * edges. The graph also carries the rest of the model (mechanisms, groups, stimuli, clamps, recordings, trainables),
 * and GraphML files hold it, too.
 *
 * <pre>{@code
 * ModelGraph graph = ModelGraph.of(network);
 * graph.graph().removeAllVertices(unwanted);
 * Network rest = (Network) graph.toModel();
 * }</pre>
 *
 * <p>The conversion in both directions is exact. Vertices and edges of the graph may be removed, and attributes
 * changed; the structure is then read from the remaining vertices and pieces of cable.
 */
// JGraphT is optional: who uses graphs adds its module, everybody else does without.
@SuppressWarnings("exports")
public final class ModelGraph {
    /** The columns that the graph's edges themselves express. */
    static final Set<String> EDGE_PLACES = Set.of(Edges.PRE, Edges.POST, Edges.TYPE, Edges.INDEX_IN_TYPE);

    private final ModelSnapshot origin;
    private final Graph<CompartmentVertex, ModelEdge> graph;

    ModelGraph(ModelSnapshot origin, Graph<CompartmentVertex, ModelEdge> graph) {
        this.origin = origin;
        this.graph = graph;
    }

    /** The graph of a model as it is now. */
    public static ModelGraph of(NeuronModel model) {
        ModelSnapshot snapshot = ModelSnapshot.of(model);
        Graph<CompartmentVertex, ModelEdge> graph = new DirectedPseudograph<>(ModelEdge.class);
        CompartmentVertex[] vertices = addVertices(model.structure(), snapshot, graph);
        addCables(model.structure(), vertices, graph);
        addSynapses(snapshot, vertices, graph);
        return new ModelGraph(snapshot, graph);
    }

    /** The graph, which may be changed by removing vertices and edges. */
    public Graph<CompartmentVertex, ModelEdge> graph() {
        return graph;
    }

    /**
     * A new model made from the graph.
     *
     * @throws IllegalArgumentException if a cell has fallen into pieces, a branch has lost a compartment in its middle,
     *     an attribute fits no column, or a removed compartment or synapse is stimulated, clamped, recorded or trained
     */
    public NeuronModel toModel() {
        return new GraphReading(origin, graph).snapshot().build();
    }

    /**
     * The graph as GraphML: all attributes as data of nodes and edges (arrays as texts of their numbers), the rest of the
     * model as a text that is data of the graph. Numbers are exact.
     */
    public String toGraphMl() {
        return GraphMlWriting.of(origin, graph);
    }

    /**
     * Writes {@link #toGraphMl} to a file, in UTF-8.
     *
     * @throws StorageException if the file cannot be written; an earlier file is then unchanged
     */
    public void writeGraphMl(Path file) {
        StoredFile.write(file, toGraphMl().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the graph of a model, with mechanisms that come with Huxley, from a GraphML file that {@link #writeGraphMl}
     * wrote. Other programs may have removed nodes and edges from it or changed values.
     *
     * @throws StorageException if the file cannot be read or does not hold the graph of a model; the message names the
     *     line, the element and the remedy
     */
    public static ModelGraph readGraphMl(Path file) {
        return readGraphMl(file, MechanismRegistry.library());
    }

    /** Reads the graph of a model with mechanisms that the registry makes. */
    public static ModelGraph readGraphMl(Path file, MechanismRegistry mechanisms) {
        return parseGraphMl(StoredFile.read(file), file.toString(), mechanisms);
    }

    /**
     * The graph of a model from the bytes of a GraphML file.
     *
     * @param source the name of the bytes in errors
     */
    public static ModelGraph parseGraphMl(byte[] file, String source, MechanismRegistry mechanisms) {
        try {
            return GraphMlReading.read(GraphMlElements.parse(file), mechanisms);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StorageException(source, "the graph cannot be read: " + Quotation.message(e.getMessage()), e);
        }
    }

    private static CompartmentVertex[] addVertices(
            Structure structure, ModelSnapshot snapshot, Graph<CompartmentVertex, ModelEdge> graph) {
        CompartmentVertex[] vertices = new CompartmentVertex[structure.compartments()];
        for (int row = 0; row < vertices.length; row++) {
            vertices[row] = new CompartmentVertex(
                    row, structure.cell(row), structure.branchInCell(row), structure.compartmentInBranch(row));
            Attributes.fill(vertices[row].attributes(), snapshot.nodes(), Set.of(), row);
            graph.addVertex(vertices[row]);
        }
        return vertices;
    }

    private static void addCables(
            Structure structure, CompartmentVertex[] vertices, Graph<CompartmentVertex, ModelEdge> graph) {
        for (int row = 0; row < vertices.length; row++) {
            int branch = structure.branch(row);
            int before = row > structure.firstCompartment(branch) ? row - 1 : structure.compartmentBefore(branch);
            if (before >= 0) {
                graph.addEdge(vertices[before], vertices[row], ModelEdge.cable());
            }
        }
    }

    private static void addSynapses(
            ModelSnapshot snapshot, CompartmentVertex[] vertices, Graph<CompartmentVertex, ModelEdge> graph) {
        if (snapshot.synapseTypes().isEmpty()) {
            return;
        }
        IndexColumn pre = (IndexColumn) snapshot.edges().get(Edges.PRE);
        IndexColumn post = (IndexColumn) snapshot.edges().get(Edges.POST);
        IndexColumn type = (IndexColumn) snapshot.edges().get(Edges.TYPE);
        for (int row = 0; row < pre.rows(); row++) {
            ModelEdge edge = ModelEdge.synapse(
                    row, snapshot.synapseTypes().get(type.value(row)).name());
            Attributes.fill(edge.attributes(), snapshot.edges(), EDGE_PLACES, row);
            graph.addEdge(vertices[pre.value(row)], vertices[post.value(row)], edge);
        }
    }

    @Override
    public String toString() {
        return "ModelGraph[" + origin + "]";
    }
}
