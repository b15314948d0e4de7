package dev.huxley.model.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/** A compartment as a vertex: its place in the model, and its values, which may be changed. */
public final class CompartmentVertex {
    private final int row;
    private final int cell;
    private final int branch;
    private final int compartment;
    private final Map<String, Object> attributes = new LinkedHashMap<>();

    CompartmentVertex(int row, int cell, int branch, int compartment) {
        this.row = row;
        this.cell = cell;
        this.branch = branch;
        this.compartment = compartment;
    }

    /** The row number in the model's dictionary. */
    public int row() {
        return row;
    }

    /** The number of the cell. */
    public int cell() {
        return cell;
    }

    /** The number of the branch within the cell. */
    public int branch() {
        return branch;
    }

    /** The number of the compartment within the branch. */
    public int compartment() {
        return compartment;
    }

    /**
     * The values of the compartment by column: a {@code Double}, a {@code double[]} for arrays, {@code true} for
     * membership of a group and for an inserted mechanism. Columns in which the compartment has no value are absent.
     */
    public Map<String, Object> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return "compartment " + row;
    }
}
