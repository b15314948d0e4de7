package dev.huxley.model;

import java.util.Collections;
import java.util.List;

/** An unbranched cable: compartments in a row, the first one at loc 0. */
public final class Branch extends NeuronModel {
    /**
     * A branch of the given compartments; it takes over their channels, values, groups, stimuli, clamps, recordings and
     * trainables.
     */
    public Branch(List<Compartment> compartments) {
        super(Structure.ofCell(new int[] {-1}, new int[] {compartments.size()}), compartments);
    }

    /** A branch of {@code count} copies of a compartment. */
    public Branch(Compartment compartment, int count) {
        this(Collections.nCopies(requirePositive(count), compartment));
    }

    Branch(Structure structure, Columns nodes, BranchPaths paths) {
        super(structure, nodes, paths);
    }

    private static int requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a branch needs at least one compartment, not " + count);
        }
        return count;
    }
}
