package dev.huxley.model.graph;

import dev.huxley.model.Column;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.NumberColumn;
import dev.huxley.storage.ModelText;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.sax.SAXTransformerFactory;
import javax.xml.transform.sax.TransformerHandler;
import javax.xml.transform.stream.StreamResult;
import org.jgrapht.Graph;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** Writes a graph of a model as GraphML. */
final class GraphMlWriting {
    private final ModelSnapshot origin;
    private final Graph<CompartmentVertex, ModelEdge> graph;
    private final TransformerHandler xml;
    /** The keys of nodes' data by name. */
    private final Map<String, String> nodeKeys = new LinkedHashMap<>();

    private final Map<String, String> edgeKeys = new LinkedHashMap<>();

    private GraphMlWriting(ModelSnapshot origin, Graph<CompartmentVertex, ModelEdge> graph, TransformerHandler xml) {
        this.origin = origin;
        this.graph = graph;
        this.xml = xml;
    }

    static String of(ModelSnapshot origin, Graph<CompartmentVertex, ModelEdge> graph) {
        StringWriter text = new StringWriter();
        try {
            SAXTransformerFactory factory = (SAXTransformerFactory) SAXTransformerFactory.newDefaultInstance();
            TransformerHandler xml = factory.newTransformerHandler();
            xml.getTransformer().setOutputProperty(OutputKeys.INDENT, "yes");
            xml.setResult(new StreamResult(text));
            new GraphMlWriting(origin, graph, xml).write();
        } catch (SAXException | TransformerConfigurationException e) {
            throw new IllegalStateException("the graph cannot be written as XML (" + e.getMessage() + ")", e);
        }
        return text.toString();
    }

    private void write() throws SAXException {
        xml.startDocument();
        start("graphml", "xmlns", GraphMl.NAMESPACE);
        key(GraphMl.MODEL, "graph", GraphMl.MODEL, "string");
        GraphMl.NODE_PLACES.forEach(place -> nodeKeys.put(place, place));
        GraphMl.EDGE_PLACES.forEach(place -> edgeKeys.put(place, "edge_" + place));
        for (String place : GraphMl.NODE_PLACES) {
            key(nodeKeys.get(place), "node", place, "int");
        }
        for (String place : GraphMl.EDGE_PLACES) {
            key(edgeKeys.get(place), "edge", place, place.equals(GraphMl.ROW) ? "int" : "string");
        }
        columnKeys(origin.nodes(), Set.of(), "node", nodeKeys);
        columnKeys(origin.edges(), ModelGraph.EDGE_PLACES, "edge", edgeKeys);
        start("graph", "edgedefault", "directed");
        data(GraphMl.MODEL, ModelText.write(withoutRows(origin)));
        for (CompartmentVertex vertex : graph.vertexSet()) {
            write(vertex);
        }
        for (ModelEdge edge : graph.edgeSet()) {
            write(edge);
        }
        end("graph");
        end("graphml");
        xml.endDocument();
    }

    private void columnKeys(Map<String, Column> columns, Set<String> without, String domain, Map<String, String> keys)
            throws SAXException {
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            String name = column.getKey();
            if (without.contains(name)) {
                continue;
            }
            String id = domain + "_" + keys.size();
            if (keys.putIfAbsent(name, id) != null || !name.codePoints().allMatch(GraphMlWriting::isAllowed)) {
                throw new IllegalArgumentException("'" + name + "' cannot name a group or a quantity in GraphML: "
                        + keys.keySet().stream()
                                .limit(GraphMl.NODE_PLACES.size())
                                .toList()
                        + " are taken there, and XML has no control characters; give it another name");
            }
            key(id, domain, name, type(column.getValue()));
        }
    }

    /** Tells whether XML 1.0 has the character. */
    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= ' ' && character < 0xD800)
                || (character > 0xDFFF && character < 0xFFFE)
                || character > 0xFFFF;
    }

    private static String type(Column column) {
        if (column instanceof NumberColumn numbers) {
            return numbers.rowShape().length == 0 ? "double" : "string";
        }
        return column instanceof IndexColumn ? "int" : "boolean";
    }

    private void write(CompartmentVertex vertex) throws SAXException {
        start("node", "id", id(vertex));
        data(nodeKeys.get(GraphMl.ROW), String.valueOf(vertex.row()));
        data(nodeKeys.get(GraphMl.CELL), String.valueOf(vertex.cell()));
        data(nodeKeys.get(GraphMl.BRANCH), String.valueOf(vertex.branch()));
        data(nodeKeys.get(GraphMl.COMPARTMENT), String.valueOf(vertex.compartment()));
        values(vertex.attributes(), nodeKeys, vertex.toString());
        end("node");
    }

    private void write(ModelEdge edge) throws SAXException {
        start("edge", "source", id(graph.getEdgeSource(edge)), "target", id(graph.getEdgeTarget(edge)));
        if (edge.isSynapse()) {
            data(edgeKeys.get(GraphMl.ROW), String.valueOf(edge.row()));
        }
        data(edgeKeys.get(GraphMl.TYPE), edge.isSynapse() ? edge.synapse() : GraphMl.CABLE);
        values(edge.attributes(), edgeKeys, edge.toString());
        end("edge");
    }

    private static String id(CompartmentVertex vertex) {
        return "n" + vertex.row();
    }

    private void values(Map<String, Object> attributes, Map<String, String> keys, String what) throws SAXException {
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            String key = keys.get(attribute.getKey());
            if (key == null) {
                throw new IllegalArgumentException(what + " has the attribute '" + attribute.getKey()
                        + "', which is no column of the model; there are " + keys.keySet());
            }
            Object value = attribute.getValue();
            data(
                    key,
                    value instanceof double[] array
                            ? Arrays.stream(array).mapToObj(Double::toString).collect(Collectors.joining(" "))
                            : String.valueOf(value));
        }
    }

    // ---- XML ----

    private void key(String id, String domain, String name, String type) throws SAXException {
        start("key", "id", id, "for", domain, "attr.name", name, "attr.type", type);
        end("key");
    }

    private void data(String key, String text) throws SAXException {
        start("data", "key", key);
        xml.characters(text.toCharArray(), 0, text.length());
        end("data");
    }

    private void start(String element, String... attributes) throws SAXException {
        AttributesImpl list = new AttributesImpl();
        for (int i = 0; i < attributes.length; i += 2) {
            list.addAttribute("", attributes[i], attributes[i], "CDATA", attributes[i + 1]);
        }
        xml.startElement("", element, element, list);
    }

    private void end(String element) throws SAXException {
        xml.endElement("", element, element);
    }

    /** A copy of the snapshot with its columns' names and kinds, but without rows. */
    private static ModelSnapshot withoutRows(ModelSnapshot snapshot) {
        return snapshot.withColumns(withoutRows(snapshot.nodes()), withoutRows(snapshot.edges()));
    }

    private static Map<String, Column> withoutRows(Map<String, Column> columns) {
        Map<String, Column> templates = new LinkedHashMap<>();
        columns.forEach((name, column) -> templates.put(name, column.rows(new int[0])));
        return templates;
    }
}
