package dev.huxley.program;

import dev.huxley.model.Structure;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree along which axial current flows: nodes are the compartments, then one branch point for every branch that has
 * children; edges couple neighbours through the resistances of the half compartments between their centres. A branch
 * point has no membrane, so the currents into it sum to zero.
 *
 * @param compartments the number of compartments, which are the first nodes
 * @param branchPoints the number of branch points
 * @param edges the couplings, {@code nodes - cells} of them
 */
public record Cable(int compartments, int branchPoints, List<Edge> edges) {
    /**
     * A coupling of two nodes. Its resistance is that of one half of {@code from} and, when {@code to} is a compartment,
     * the half of {@code to} that faces loc 0.
     *
     * @param from a compartment
     * @param outward whether the half of {@code from} is the one that faces loc 1
     * @param to a compartment (the next one of the branch) or a branch point
     */
    public record Edge(int from, boolean outward, int to) {}

    public Cable {
        edges = List.copyOf(edges);
    }

    /** The number of nodes. */
    public int nodes() {
        return compartments + branchPoints;
    }

    /** Whether a node is a compartment, not a branch point. */
    public boolean isCompartment(int node) {
        return node < compartments;
    }

    static Cable of(Structure structure) {
        List<Edge> edges = new ArrayList<>();
        int[] branchPoint = new int[structure.branches()];
        int points = 0;
        for (int branch = 0; branch < structure.branches(); branch++) {
            for (int i = structure.firstCompartment(branch); i < structure.lastCompartment(branch); i++) {
                edges.add(new Edge(i, true, i + 1));
            }
        }
        for (int branch = 0; branch < structure.branches(); branch++) {
            int parent = structure.parent(branch);
            if (parent < 0) {
                continue;
            }
            if (branchPoint[parent] == 0) {
                branchPoint[parent] = structure.compartments() + points++;
                edges.add(new Edge(structure.lastCompartment(parent), true, branchPoint[parent]));
            }
            edges.add(new Edge(structure.firstCompartment(branch), false, branchPoint[parent]));
        }
        return new Cable(structure.compartments(), points, edges);
    }
}
