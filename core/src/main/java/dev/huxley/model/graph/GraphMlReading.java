package dev.huxley.model.graph;

import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Column;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.NumberColumn;
import dev.huxley.storage.MechanismRegistry;
import dev.huxley.storage.ModelText;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedPseudograph;

/**
 * Makes the graph of a model from the elements of a GraphML file. Everything in the file is checked; errors name the
 * line. Compartments and pieces of cable may be missing, as for {@link ModelGraph#toModel}.
 */
final class GraphMlReading {
    private final ModelSnapshot origin;
    private final Places places;
    private final Set<String> types = new HashSet<>();
    private final Graph<CompartmentVertex, ModelEdge> graph = new DirectedPseudograph<>(ModelEdge.class);
    private final Map<String, CompartmentVertex> vertices = new HashMap<>();
    private final Set<Integer> rows = new HashSet<>();
    private final Set<Integer> synapses = new HashSet<>();

    private GraphMlReading(ModelSnapshot origin) {
        this.origin = origin;
        places = new Places(origin);
        origin.synapseTypes().stream().map(Synapse::name).forEach(types::add);
    }

    /**
     * @throws IllegalArgumentException if the elements do not form a model; the message names the element and the
     * reason
     */
    static ModelGraph read(GraphMlElements elements, MechanismRegistry mechanisms) {
        String model = elements.graph().get(GraphMl.MODEL);
        if (model == null) {
            throw new IllegalArgumentException("the graph has no data '" + GraphMl.MODEL
                    + "', which holds the mechanisms and everything else but the values of compartments; write the file with"
                    + " ModelGraph.writeGraphMl, and keep the data of the graph when another program changes it");
        }
        GraphMlReading reading = new GraphMlReading(ModelText.read(model, mechanisms));
        elements.nodes().forEach(reading::add);
        elements.edges().forEach(reading::add);
        return new ModelGraph(reading.origin, reading.graph);
    }

    private void add(GraphMlElements.Node node) {
        Data data = new Data("node " + Quotation.of(node.id()), node.line(), node.data());
        int row = data.index(GraphMl.ROW);
        int[] place = places.of(row);
        if (place == null) {
            throw data.error("has the row " + row + ", but the model that the file was written from had "
                    + places.compartments() + " compartments; rows are numbered from 0");
        }
        for (int i = 0; i < place.length; i++) {
            String name = GraphMl.NODE_PLACES.get(i + 1);
            if (data.index(name) != place[i]) {
                throw data.error("has the " + name + " " + data.index(name) + ", but the compartment of row " + row
                        + " is in " + name + " " + place[i] + "; leave these numbers as they are");
            }
        }
        CompartmentVertex vertex = new CompartmentVertex(row, place[0], place[1], place[2]);
        if (!rows.add(row) || vertices.putIfAbsent(node.id(), vertex) != null) {
            throw data.error("is there twice, by its id or its row " + row + "; leave one of them");
        }
        data.fill(vertex.attributes(), origin.nodes(), GraphMl.NODE_PLACES, Set.of());
        graph.addVertex(vertex);
    }

    private void add(GraphMlElements.Edge edge) {
        Data data = new Data(
                "edge from " + Quotation.of(edge.source()) + " to " + Quotation.of(edge.target()),
                edge.line(),
                edge.data());
        CompartmentVertex source = vertices.get(edge.source());
        CompartmentVertex target = vertices.get(edge.target());
        if (source == null || target == null) {
            throw data.error("leads to a node that is not there; remove the edge as well");
        }
        String type = data.text(GraphMl.TYPE);
        ModelEdge added;
        if (edge.data().containsKey(GraphMl.ROW)) {
            int row = data.index(GraphMl.ROW);
            if (!synapses.add(row)) {
                throw data.error("has the row " + row + ", which another synapse has; rows are different");
            }
            if (!types.contains(type)) {
                throw data.error("is a synapse of type " + Quotation.of(type)
                        + ", which the model does not have; there are [" + Quotation.list(types) + "]");
            }
            added = ModelEdge.synapse(row, type);
        } else if (type.equals(GraphMl.CABLE)) {
            added = ModelEdge.cable();
        } else {
            throw data.error("is of type " + Quotation.of(type) + " but has no '" + GraphMl.ROW
                    + "'; synapses have one, and other" + " edges are of type '" + GraphMl.CABLE + "'");
        }
        data.fill(added.attributes(), origin.edges(), GraphMl.EDGE_PLACES, ModelGraph.EDGE_PLACES);
        if (source == target && !added.isSynapse()) {
            throw data.error("is a piece of cable from a compartment to itself; remove it");
        }
        graph.addEdge(source, target, added);
    }

    /** The data of an element. */
    private record Data(String what, int line, Map<String, String> texts) {
        String text(String name) {
            String text = texts.get(name);
            if (text == null) {
                throw error("has no '" + name + "'; every one needs it");
            }
            return text.strip();
        }

        int index(String name) {
            String text = text(name);
            try {
                int index = Integer.parseInt(text);
                if (index >= 0) {
                    return index;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw wrong(name, text, "a whole number from 0 on");
        }

        void fill(
                Map<String, Object> attributes, Map<String, Column> columns, List<String> known, Set<String> without) {
            texts.forEach((name, text) -> {
                if (known.contains(name)) {
                    return;
                }
                Column column = without.contains(name) ? null : columns.get(name);
                if (column == null) {
                    throw error("has the data " + Quotation.of(name) + ", which is no column of the model; there are "
                            + Quotation.list(columns.keySet()) + "; remove it");
                }
                attributes.put(name, value(name, text.strip(), column));
            });
            // Flags that are not set are not there, as in graphs that were never files.
            attributes.values().removeIf(Boolean.FALSE::equals);
        }

        private Object value(String name, String text, Column column) {
            if (column instanceof NumberColumn numbers) {
                double[] values = numbers(name, text, numbers.rowSize());
                return numbers.rowShape().length == 0 ? (Object) values[0] : values;
            }
            if (column instanceof IndexColumn) {
                return index(name);
            }
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw wrong(name, text, "true or false");
            }
            return Boolean.parseBoolean(text);
        }

        private double[] numbers(String name, String text, int size) {
            StringTokenizer tokens = new StringTokenizer(text);
            List<Double> values = new ArrayList<>();
            try {
                while (tokens.hasMoreTokens()) {
                    values.add(Double.parseDouble(tokens.nextToken()));
                }
            } catch (NumberFormatException e) {
                values.clear();
            }
            if (values.size() != size) {
                throw wrong(name, text, size == 1 ? "a number" : size + " numbers separated by blanks");
            }
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }

        private IllegalArgumentException wrong(String name, String text, String right) {
            return error("has " + Quotation.of(text) + " as " + Quotation.of(name) + "; it must be " + right);
        }

        IllegalArgumentException error(String problem) {
            return new IllegalArgumentException("line " + line + ": " + what + " " + problem);
        }
    }
}
