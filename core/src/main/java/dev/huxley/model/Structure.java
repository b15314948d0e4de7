package dev.huxley.model;

import dev.huxley.morphology.Attachment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The structure of a model: cells made of branches made of compartments, and for every branch its parent. Compartments
 * are numbered consecutively, cell by cell, branch by branch, from the end nearer to the root (loc 0). A child begins
 * (loc 0) at the end (loc 1) of its parent, or at another {@link Attachment}. Immutable.
 */
public final class Structure {
    private final int[] cellOfBranch;
    private final int[] firstBranchOfCell;
    private final int[] parentOfBranch;
    private final List<Attachment> attachmentOfBranch;
    private final int[] firstCompartmentOfBranch;
    private final int[] branchOfCompartment;

    private Structure(
            int[] cellOfBranch, int[] parentOfBranch, List<Attachment> attachments, int[] compartmentsOfBranch) {
        this.cellOfBranch = cellOfBranch;
        this.parentOfBranch = parentOfBranch;
        this.attachmentOfBranch = List.copyOf(attachments);
        int branches = parentOfBranch.length;
        int cells = cellOfBranch[branches - 1] + 1;
        firstBranchOfCell = new int[cells + 1];
        firstCompartmentOfBranch = new int[branches + 1];
        for (int branch = 0; branch < branches; branch++) {
            firstBranchOfCell[cellOfBranch[branch] + 1] = branch + 1;
            firstCompartmentOfBranch[branch + 1] =
                    Math.addExact(firstCompartmentOfBranch[branch], compartmentsOfBranch[branch]);
        }
        branchOfCompartment = new int[firstCompartmentOfBranch[branches]];
        for (int branch = 0; branch < branches; branch++) {
            Arrays.fill(
                    branchOfCompartment,
                    firstCompartmentOfBranch[branch],
                    firstCompartmentOfBranch[branch + 1],
                    branch);
        }
    }

    /** The structure of one cell, whose branches begin at the ends of their parents. */
    static Structure ofCell(int[] parents, int[] compartments) {
        return ofCell(parents, Collections.nCopies(parents.length, Attachment.END), compartments);
    }

    /**
     * The structure of one cell.
     *
     * @param parents for every branch its parent, -1 for the one root
     * @param attachments for every branch the place on its parent at which it begins; END for the root
     * @param compartments for every branch its number of compartments
     */
    static Structure ofCell(int[] parents, List<Attachment> attachments, int[] compartments) {
        if (parents.length == 0 || parents.length != compartments.length) {
            throw new IllegalArgumentException("a cell of " + compartments.length
                    + " branches needs as many parents, not " + parents.length + "; use -1 for the root");
        }
        for (int branch = 0; branch < compartments.length; branch++) {
            if (compartments[branch] < 1) {
                throw new IllegalArgumentException("branch " + branch + " has " + compartments[branch]
                        + " compartments; it needs at least one compartment");
            }
        }
        requireTree(parents);
        for (int branch = 0; branch < parents.length; branch++) {
            requireAttachment(parents, attachments, branch);
        }
        return new Structure(new int[parents.length], parents.clone(), attachments, compartments);
    }

    /** The structure of several cells side by side. */
    static Structure ofCells(List<Structure> cells) {
        int branches = cells.stream().mapToInt(Structure::branches).sum();
        int[] cellOfBranch = new int[branches];
        int[] parents = new int[branches];
        int[] compartments = new int[branches];
        List<Attachment> attachments = new ArrayList<>();
        int branch = 0;
        int cell = 0;
        for (Structure part : cells) {
            int firstBranch = branch;
            for (int local = 0; local < part.branches(); local++, branch++) {
                cellOfBranch[branch] = cell + part.cellOfBranch[local];
                parents[branch] = part.parentOfBranch[local] < 0 ? -1 : firstBranch + part.parentOfBranch[local];
                compartments[branch] = part.compartmentsOfBranch(local);
                attachments.add(part.attachment(local));
            }
            cell += part.cells();
        }
        return new Structure(cellOfBranch, parents, attachments, compartments);
    }

    /** The number of cells. */
    public int cells() {
        return firstBranchOfCell.length - 1;
    }

    /** The number of branches of all cells. */
    public int branches() {
        return parentOfBranch.length;
    }

    /** The number of compartments of all branches. */
    public int compartments() {
        return branchOfCompartment.length;
    }

    /** The parent of a branch (both numbered over all cells); -1 for a root. */
    public int parent(int branch) {
        return parentOfBranch[branch];
    }

    /** The place on its parent at which the branch begins. */
    public Attachment attachment(int branch) {
        return attachmentOfBranch.get(branch);
    }

    /**
     * The compartment of its parent at which the branch begins, or the former of two if it begins between them; -1 for
     * a root.
     */
    public int compartmentBefore(int branch) {
        int parent = parentOfBranch[branch];
        return parent < 0
                ? -1
                : firstCompartment(parent) + attachment(branch).compartment(compartmentsOfBranch(parent));
    }

    /** All branches in an order in which every parent comes before its children. */
    int[] parentsFirst() {
        List<List<Integer>> children = new ArrayList<>();
        ArrayDeque<Integer> pending = new ArrayDeque<>();
        for (int branch = 0; branch < branches(); branch++) {
            children.add(new ArrayList<>());
        }
        for (int branch = 0; branch < branches(); branch++) {
            if (parentOfBranch[branch] < 0) {
                pending.add(branch);
            } else {
                children.get(parentOfBranch[branch]).add(branch);
            }
        }
        int[] order = new int[branches()];
        for (int i = 0; i < order.length; i++) {
            order[i] = pending.remove();
            pending.addAll(children.get(order[i]));
        }
        return order;
    }

    /** The first compartment of a branch. */
    public int firstCompartment(int branch) {
        return firstCompartmentOfBranch[branch];
    }

    /** The last compartment of a branch. */
    public int lastCompartment(int branch) {
        return firstCompartmentOfBranch[branch + 1] - 1;
    }

    /** The number of compartments of a branch. */
    public int compartmentsOfBranch(int branch) {
        return firstCompartmentOfBranch[branch + 1] - firstCompartmentOfBranch[branch];
    }

    /** The branch (numbered over all cells) of a compartment. */
    public int branch(int compartment) {
        return branchOfCompartment[compartment];
    }

    /** The cell of a compartment. */
    public int cell(int compartment) {
        return cellOfBranch[branchOfCompartment[compartment]];
    }

    /** The number of a compartment's branch within its cell. */
    public int branchInCell(int compartment) {
        int branch = branchOfCompartment[compartment];
        return branch - firstBranchOfCell[cellOfBranch[branch]];
    }

    /** The number of a compartment within its branch. */
    public int compartmentInBranch(int compartment) {
        return compartment - firstCompartmentOfBranch[branchOfCompartment[compartment]];
    }

    /** The place of a compartment in words. */
    public String place(int compartment) {
        String inCell = "branch " + branchInCell(compartment) + ", compartment " + compartmentInBranch(compartment);
        return cells() == 1 ? inCell : "cell " + cell(compartment) + ", " + inCell;
    }

    private static void requireAttachment(int[] parents, List<Attachment> attachments, int branch) {
        boolean fits =
                switch (attachments.get(branch)) {
                    case START -> parents[branch] >= 0 && parents[parents[branch]] < 0;
                    case MIDDLE -> parents[branch] >= 0;
                    case END -> true;
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "branch " + branch + " (parent " + parents[branch] + ") cannot begin at the "
                            + attachments.get(branch)
                            + " of its parent; a root has none, and only on a root branches begin at the START");
        }
    }

    private static void requireTree(int[] parents) {
        int root = -1;
        for (int branch = 0; branch < parents.length; branch++) {
            if (parents[branch] == -1) {
                if (root >= 0) {
                    throw new IllegalArgumentException("branches " + root + " and " + branch
                            + " both have the parent -1; a cell has exactly one root");
                }
                root = branch;
            } else if (parents[branch] < -1 || parents[branch] >= parents.length) {
                throw new IllegalArgumentException("branch " + branch + " has the parent " + parents[branch]
                        + "; parents are branch numbers from 0 to " + (parents.length - 1) + ", or -1 for the root");
            }
        }
        if (root < 0) {
            throw new IllegalArgumentException("no branch has the parent -1; a cell has exactly one root");
        }
        // 0: not visited, 1: on the way up from the current branch, 2: known to reach the root
        byte[] state = new byte[parents.length];
        state[root] = 2;
        for (int start = 0; start < parents.length; start++) {
            int branch = start;
            while (state[branch] == 0) {
                state[branch] = 1;
                branch = parents[branch];
            }
            if (state[branch] == 1) {
                throw new IllegalArgumentException(
                        "branch " + branch + " is its own ancestor; parents must form a tree");
            }
            for (branch = start; state[branch] == 1; branch = parents[branch]) {
                state[branch] = 2;
            }
        }
    }

    @Override
    public String toString() {
        return "Structure[" + new ModelShape(cells(), branches(), compartments()) + "]";
    }
}
