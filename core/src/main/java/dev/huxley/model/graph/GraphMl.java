package dev.huxley.model.graph;

import dev.huxley.model.Blueprint;
import dev.huxley.model.Column;
import dev.huxley.model.FlagColumn;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.NumberColumn;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.AttributeType;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.graphml.GraphMLExporter;
import org.jgrapht.nio.graphml.GraphMLExporter.AttributeCategory;

/** Graphs of models as GraphML (Brandes et al. 2002, Graph Drawing, LNCS 2265:501-512). */
final class GraphMl {
    private static final String KIND = "kind";

    private GraphMl() {}

    static String of(Blueprint origin, Graph<CompartmentVertex, ModelEdge> graph) {
        GraphMLExporter<CompartmentVertex, ModelEdge> exporter =
                new GraphMLExporter<>(vertex -> String.valueOf(vertex.row()));
        for (String name : new String[] {"cell", "branch", "comp"}) {
            exporter.registerAttribute(name, AttributeCategory.NODE, AttributeType.INT);
        }
        exporter.registerAttribute(KIND, AttributeCategory.EDGE, AttributeType.STRING);
        origin.nodes()
                .forEach((name, column) -> exporter.registerAttribute(name, AttributeCategory.NODE, type(column)));
        origin.edges().forEach((name, column) -> {
            if (!ModelGraph.EDGE_PLACES.contains(name)) {
                exporter.registerAttribute(name, AttributeCategory.EDGE, type(column));
            }
        });
        exporter.setVertexAttributeProvider(GraphMl::attributes);
        exporter.setEdgeAttributeProvider(GraphMl::attributes);
        exporter.setEdgeIdProvider(edge -> edge.isSynapse() ? "synapse " + edge.row() : null);
        StringWriter text = new StringWriter();
        exporter.exportGraph(graph, text);
        return text.toString();
    }

    private static AttributeType type(Column column) {
        if (column instanceof NumberColumn numbers) {
            return numbers.rowShape().length == 0 ? AttributeType.DOUBLE : AttributeType.STRING;
        }
        if (column instanceof IndexColumn) {
            return AttributeType.INT;
        }
        if (column instanceof FlagColumn) {
            return AttributeType.BOOLEAN;
        }
        throw new IllegalArgumentException("a column of an unknown kind");
    }

    private static Map<String, Attribute> attributes(CompartmentVertex vertex) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("cell", DefaultAttribute.createAttribute(vertex.cell()));
        attributes.put("branch", DefaultAttribute.createAttribute(vertex.branch()));
        attributes.put("comp", DefaultAttribute.createAttribute(vertex.compartment()));
        vertex.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static Map<String, Attribute> attributes(ModelEdge edge) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put(KIND, DefaultAttribute.createAttribute(edge.isSynapse() ? edge.synapse() : "cable"));
        edge.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static Attribute attribute(Object value) {
        if (value instanceof double[] array) {
            return DefaultAttribute.createAttribute(
                    Arrays.stream(array).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }
        if (value instanceof Boolean truth) {
            return DefaultAttribute.createAttribute(truth);
        }
        if (value instanceof Integer number) {
            return DefaultAttribute.createAttribute(number);
        }
        return DefaultAttribute.createAttribute(((Number) value).doubleValue());
    }
}
