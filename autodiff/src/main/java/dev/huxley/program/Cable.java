package dev.huxley.program;

import dev.huxley.model.Structure;
import dev.huxley.morphology.Attachment;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree along which axial current flows: nodes are the compartments, then one branch point for every end of a branch
 * at which others begin; edges couple neighbors through the resistances of the half compartments between their centers.
 * A branch point has no membrane, so the currents into it sum to zero. A branch that begins at the middle of another
 * one is coupled to the center of the other's middle compartment, without any resistance of that compartment, or, if
 * the other has an even number of compartments, to a branch point between the two in the middle.
 *
 * @param compartments the number of compartments, which are the first nodes
 * @param branchPoints the number of branch points
 * @param edges the couplings, {@code nodes - cells} of them
 */
public record Cable(int compartments, int branchPoints, List<Edge> edges) {
    /**
     * A coupling of two nodes. Its resistance is that of one half of {@code from}, plus, between a compartment and the
     * next one outward on the branch, that of the half of {@code to} that faces loc 0.
     *
     * @param from a compartment
     * @param outward whether the half of {@code from} faces loc 1
     * @param to a branch point or a compartment: outward the next one on the branch, else the one at whose center the
     *     branch begins
     */
    public record Edge(int from, boolean outward, int to) {}

    public Cable {
        edges = List.copyOf(edges);
    }

    /** The number of nodes. */
    public int nodes() {
        return compartments + branchPoints;
    }

    /** Tells whether a node is a compartment, not a branch point. */
    public boolean isCompartment(int node) {
        return node < compartments;
    }

    /** Tells whether the resistance of an edge includes a half of the compartment that it leads to. */
    public boolean crossesHalfOfTarget(Edge edge) {
        return edge.outward() && isCompartment(edge.to());
    }

    public static Cable of(Structure structure) {
        int branches = structure.branches();
        boolean[] isSplit = new boolean[branches];
        for (int branch = 0; branch < branches; branch++) {
            int parent = structure.parent(branch);
            if (parent >= 0 && structure.attachment(branch) == Attachment.MIDDLE) {
                isSplit[parent] = structure.compartmentsOfBranch(parent) % 2 == 0;
            }
        }
        List<Edge> edges = new ArrayList<>();
        int points = structure.compartments();
        for (int branch = 0; branch < branches; branch++) {
            int middle = structure.firstCompartment(branch)
                    + Attachment.MIDDLE.compartment(structure.compartmentsOfBranch(branch));
            for (int i = structure.firstCompartment(branch); i < structure.lastCompartment(branch); i++) {
                if (!isSplit[branch] || i != middle) {
                    edges.add(new Edge(i, true, i + 1));
                }
            }
        }
        int[][] branchPoint = new int[Attachment.values().length][branches];
        for (int branch = 0; branch < branches; branch++) {
            int parent = structure.parent(branch);
            if (parent < 0) {
                continue;
            }
            Attachment place = structure.attachment(branch);
            int before = structure.compartmentBefore(branch);
            if (place == Attachment.MIDDLE && !isSplit[parent]) {
                edges.add(new Edge(structure.firstCompartment(branch), false, before));
                continue;
            }
            int[] point = branchPoint[place.ordinal()];
            if (point[parent] == 0) {
                point[parent] = points++;
                edges.add(new Edge(before, place != Attachment.START, point[parent]));
                if (place == Attachment.MIDDLE) {
                    edges.add(new Edge(before + 1, false, point[parent]));
                }
            }
            edges.add(new Edge(structure.firstCompartment(branch), false, point[parent]));
        }
        return new Cable(structure.compartments(), points - structure.compartments(), edges);
    }
}
