package dev.huxley.model.graph;

import java.util.List;

/**
 * The layout of a model as a GraphML file (Brandes et al. 2002, Graph Drawing, LNCS 2265:501-512). A node is a
 * compartment, with its place in the model and, by the names of the columns, its values; an edge is a piece of cable, or
 * a synapse if it has a row number. The graph itself carries the rest of the model as one text, see
 * {@link dev.huxley.storage.ModelText}, with columns that have names and kinds but no rows.
 */
final class GraphMl {
    static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

    /** The row number of a compartment or a synapse. */
    static final String ROW = "row";

    static final String CELL = "cell";
    static final String BRANCH = "branch";
    static final String COMPARTMENT = "comp";
    /** The type of a synapse; {@link #CABLE} for a piece of cable. */
    static final String TYPE = "type";

    static final String CABLE = "cable";
    /** The rest of the model. */
    static final String MODEL = "huxley";

    /** The names of nodes' data that are not columns. */
    static final List<String> NODE_PLACES = List.of(ROW, CELL, BRANCH, COMPARTMENT);

    /** The names of edges' data that are not columns. */
    static final List<String> EDGE_PLACES = List.of(ROW, TYPE);

    private GraphMl() {}
}
