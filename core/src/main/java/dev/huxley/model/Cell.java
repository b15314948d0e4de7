package dev.huxley.model;

import java.util.Collections;
import java.util.List;

/** A branched neuron. Branches may have different numbers of compartments. */
public final class Cell extends Model {
    /**
     * A cell of the given branches; their channels, values and groups come along.
     *
     * @param parents for every branch the number of the branch on whose end (loc 1) it hangs; -1 for the one root
     */
    public Cell(List<Branch> branches, int... parents) {
        super(
                Structure.ofCell(
                        parents,
                        branches.stream()
                                .mapToInt(branch -> branch.structure().compartments())
                                .toArray()),
                branches);
    }

    /** A cell of copies of one branch, one per parent given. */
    public Cell(Branch branch, int... parents) {
        this(Collections.nCopies(parents.length, branch), parents);
    }

    /** A cell of one compartment: a point neuron. */
    public Cell(Compartment compartment) {
        this(new Branch(compartment, 1), -1);
    }
}
