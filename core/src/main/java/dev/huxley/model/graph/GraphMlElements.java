package dev.huxley.model.graph;

import dev.huxley.text.Quotation;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of a GraphML file with their data, by name. A file may come from anywhere: document types are refused,
 * since they could define entities that expand or refer to other files.
 *
 * @param graph the data of the graph
 * @param nodes the nodes
 * @param edges the edges
 */
record GraphMlElements(Map<String, String> graph, List<Node> nodes, List<Edge> edges) {
    /** A node: its id, the line in which it begins, and its data. */
    record Node(String id, int line, Map<String, String> data) {}

    /** An edge: the ids of its ends, the line in which it begins, and its data. */
    record Edge(String source, String target, int line, Map<String, String> data) {}

    /**
     * @throws IllegalArgumentException if the file is not GraphML with one directed graph; the message names the line
     */
    static GraphMlElements parse(byte[] file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(XmlText.decode(file)));
            try {
                return new Parsing(xml).parse();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new IllegalArgumentException(
                    "line " + line + ": this is no well-formed XML (" + Quotation.message(firstLine(e.getMessage()))
                            + ")",
                    e);
        }
    }

    private static String firstLine(String message) {
        return message.substring(message.indexOf('\n') + 1)
                .replace("Message: ", "")
                .strip();
    }

    /** The state of one pass over the file. */
    private static final class Parsing {
        private final XMLStreamReader xml;
        /** The names denoted by keys, by domain and id. */
        private final Map<List<String>, String> names = new HashMap<>();

        private final GraphMlElements elements =
                new GraphMlElements(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        private boolean hasGraph;
        /** The data of the open element. */
        private Map<String, String> data = elements.graph;

        private String domain = "graph";

        Parsing(XMLStreamReader xml) {
            this.xml = xml;
        }

        GraphMlElements parse() throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD -> throw error(
                            "a document type (DOCTYPE) is not accepted, as it could load other files; remove it");
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (xml.getLocalName().equals("node")
                                || xml.getLocalName().equals("edge")) {
                            data = elements.graph;
                            domain = "graph";
                        }
                    }
                    default -> {}
                }
            }
            if (!hasGraph) {
                throw error("there is no <graph>; this is not a GraphML file");
            }
            return elements;
        }

        private void start() throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "graphml", "desc", "default" -> {}
                case "key" -> key();
                case "graph" -> {
                    if (hasGraph) {
                        throw error("there is a second <graph>; a file holds one model, in one graph");
                    }
                    if (!"directed".equals(attribute("edgedefault"))) {
                        throw error("the graph is not directed, but cables lead from the root outwards; it must have"
                                + " edgedefault=\"directed\"");
                    }
                    hasGraph = true;
                }
                case "node" -> {
                    open("node");
                    elements.nodes.add(new Node(attribute("id"), line(), data));
                }
                case "edge" -> {
                    if ("false".equals(xml.getAttributeValue(null, "directed"))) {
                        throw error("the edge is not directed, but cables and synapses are");
                    }
                    open("edge");
                    elements.edges.add(new Edge(attribute("source"), attribute("target"), line(), data));
                }
                case "data" -> data();
                default -> throw error("<" + Quotation.bare(xml.getLocalName())
                        + "> means nothing here; there may be key, graph, node," + " edge and data");
            }
        }

        private void open(String kind) {
            if (!hasGraph || !domain.equals("graph")) {
                throw error("<" + kind + "> must stand in the <graph> and in no other element");
            }
            domain = kind;
            data = new LinkedHashMap<>();
        }

        private void key() {
            String id = attribute("id");
            String meant = attribute("for");
            String name = attribute("attr.name");
            for (String kind : meant.equals("all") ? List.of("graph", "node", "edge") : List.of(meant)) {
                if (names.putIfAbsent(List.of(kind, id), name) != null) {
                    throw error("the key " + Quotation.of(id) + " for " + Quotation.bare(kind) + " is given twice");
                }
            }
        }

        private void data() throws XMLStreamException {
            String key = attribute("key");
            int line = line();
            String name = names.get(List.of(domain, key));
            if (!hasGraph || name == null) {
                throw error("the data has the key " + Quotation.of(key)
                        + ", but no <key> before says what that means for a " + domain);
            }
            StringBuilder text = new StringBuilder();
            while (xml.next() != XMLStreamConstants.END_ELEMENT) {
                if (!xml.isCharacters() && xml.getEventType() != XMLStreamConstants.COMMENT) {
                    throw error("the data " + Quotation.of(name) + " must be a plain text");
                }
                text.append(xml.isCharacters() ? xml.getText() : "");
            }
            if (data.putIfAbsent(name, text.toString()) != null) {
                throw new IllegalArgumentException(
                        "line " + line + ": the data " + Quotation.of(name) + " is given twice for one " + domain);
            }
        }

        private String attribute(String name) {
            String value = xml.getAttributeValue(null, name);
            if (value == null) {
                throw error(
                        "<" + Quotation.bare(xml.getLocalName()) + "> has no attribute '" + name + "', which it needs");
            }
            return value;
        }

        private int line() {
            return xml.getLocation().getLineNumber();
        }

        private IllegalArgumentException error(String problem) {
            return new IllegalArgumentException("line " + line() + ": " + problem);
        }
    }
}
