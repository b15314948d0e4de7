package dev.huxley.model.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** A connection between two compartments: of the cable, from the side of the root outwards, or a synapse. */
public final class ModelEdge {
    private final int row;
    private final String synapse;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    private ModelEdge(int row, String synapse) {
        this.row = row;
        this.synapse = synapse;
    }

    static ModelEdge cable() {
        return new ModelEdge(-1, null);
    }

    static ModelEdge synapse(int row, String type) {
        return new ModelEdge(row, type);
    }

    /** Tells whether this is a synapse; otherwise it is a piece of cable. */
    public boolean isSynapse() {
        return synapse != null;
    }

    /** The type of the synapse, null for a piece of cable. */
    public String synapse() {
        return synapse;
    }

    /** The row number of a synapse in the model's dictionary of edges, -1 for a piece of cable. */
    public int row() {
        return row;
    }

    /** The parameters and states of a synapse, by column. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return isSynapse() ? synapse + " " + row : "cable";
    }
}
