package dev.huxley.model;

import dev.huxley.morphology.Morphology;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A branched neuron. Branches may have different numbers of compartments. */
public final class Cell extends NeuronModel {
    /**
     * A cell of the given branches; it takes over their channels, values, groups, stimuli, clamps, recordings and
     * trainables.
     *
     * @param parents for every branch the number of its parent, to whose end (loc 1) it is attached; -1 for the one
     *     root
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

    /** A cell of copies of one branch, one per parent given; without parents, of this one branch. */
    public Cell(Branch branch, int... parents) {
        this(Collections.nCopies(Math.max(1, parents.length), branch), parents.length == 0 ? new int[] {-1} : parents);
    }

    /** A cell of a traced morphology, with its groups (soma, axon, basal, apical, ...) and its measured geometry. */
    public Cell(Morphology morphology) {
        super(
                Structure.ofCell(morphology.parents(), morphology.attachments(), morphology.compartmentsPerBranch()),
                nodes(morphology),
                BranchPaths.of(morphology));
        morphology.groups().forEach((name, members) -> {
            int[] rows = IntStream.range(0, members.length)
                    .filter(row -> members[row])
                    .toArray();
            if (rows.length > 0) {
                groupMembers().add(name, rows);
            }
        });
    }

    /** A cell of one compartment: a point neuron. */
    public Cell(Compartment compartment) {
        this(new Branch(compartment, 1), -1);
    }

    Cell(Structure structure, Columns nodes, BranchPaths paths) {
        super(structure, nodes, paths);
    }

    /** A cell made of rows of other cells, with those mechanisms and groups that still have members. */
    Cell(Structure structure, Columns nodes, BranchPaths paths, List<Cell> origins) {
        super(structure, nodes, paths);
        continueFrom(origins);
    }

    /**
     * A copy of this cell with its values, mechanisms, groups, stimuli, clamps, recordings and trainables. Later
     * changes of one do not affect the other.
     */
    public Cell copy() {
        return (Cell) ModelSnapshot.of(this).build();
    }

    /**
     * A copy of this cell with other numbers of compartments. Branches keep their lengths. A traced branch is
     * integrated anew from its points, unless its radius or length has been set; any other branch must be uniform and
     * is cut into cylinders. Values, mechanisms and groups must be the same along a branch that changes. Stimuli,
     * clamps, recordings and trainables stay with the branches that do not change.
     *
     * @param counts one number per branch
     * @return a new cell; this one is not changed
     * @throws IllegalArgumentException if a branch that changes is not uniform, or something acts on it; the message names
     *     the branch and what is in the way
     */
    public Cell withCompartments(int... counts) {
        return CellEditing.withCompartments(this, counts);
    }

    /** A copy of this cell with {@code count} compartments in one branch; see {@link #withCompartments(int...)}. */
    public Cell withCompartmentsInBranch(int branch, int count) {
        if (branch < 0 || branch >= structure().branches()) {
            throw new IllegalArgumentException("there is no branch " + branch + "; the cell has branches 0 to "
                    + (structure().branches() - 1));
        }
        int[] counts = IntStream.range(0, structure().branches())
                .map(structure()::compartmentsOfBranch)
                .toArray();
        counts[branch] = count;
        return withCompartments(counts);
    }

    /**
     * A copy of this cell without some of its branches; everything that does not concern them is kept. If the root is
     * removed, a tip becomes the new root, and branches whose direction changes are turned round.
     *
     * @param branches whole branches of this cell; the rest must be connected
     * @return a new cell; this one is not changed
     * @throws IllegalArgumentException if the rest falls into pieces, or if a branch to delete is stimulated, clamped,
     *     recorded or trained
     */
    public Cell without(View branches) {
        return CellEditing.without(this, branches);
    }

    /**
     * A cell made of this cell and another one, joined at an end of one branch each. Branches of this cell keep their
     * numbers, those of the other follow; everything on both is carried over. Coordinates do not change: see {@link
     * Placement}.
     *
     * @return a new cell; both cells are not changed
     */
    public Cell join(BranchEnd here, Cell other, BranchEnd there) {
        return CellEditing.join(this, here, other, there);
    }

    /**
     * The shape of this cell, for instance to write it as SWC: its traced points where the sizes are still the traced ones;
     * a branch of equal cylinders is a straight line, which begins where its parent ends. Groups named as in SWC (soma,
     * axon, basal, apical) give the types.
     *
     * @throws IllegalArgumentException if a branch has neither; the message names it
     */
    public Morphology morphology() {
        return CellShape.of(this);
    }

    private static Columns nodes(Morphology morphology) {
        Columns nodes = new Columns(morphology.compartmentCount());
        Quantities.putDefaults(nodes);
        BranchPaths.writeSizes(nodes, 0, morphology);
        BranchPaths.writeCenters(nodes, 0, morphology);
        return nodes;
    }
}
