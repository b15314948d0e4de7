package dev.huxley.model.graph;

import dev.huxley.model.ModelSnapshot;
import java.util.Arrays;

/** The places of a snapshot's compartments; its columns need not have rows. The cost is linear in the branches. */
final class Places {
    private final int[] cellOfBranch;
    private final int[] firstBranchOfCell;
    private final int[] firstRowOfBranch;
    private final int compartments;

    /** @throws IllegalArgumentException if the structure of the snapshot contradicts itself */
    Places(ModelSnapshot snapshot) {
        cellOfBranch = snapshot.cellOfBranch();
        int branches = cellOfBranch.length;
        firstBranchOfCell = new int[branches];
        firstRowOfBranch = new int[branches];
        boolean fits = branches > 0
                && snapshot.parents().length == branches
                && snapshot.attachments().size() == branches
                && snapshot.compartments().length == branches
                && snapshot.paths().size() == branches;
        long rows = 0;
        for (int branch = 0; fits && branch < branches; branch++) {
            int cell = cellOfBranch[branch];
            int before = branch == 0 ? -1 : cellOfBranch[branch - 1];
            int count = snapshot.compartments()[branch];
            if (cell == before + 1) {
                firstBranchOfCell[cell] = branch;
            }
            firstRowOfBranch[branch] = (int) rows;
            rows += count;
            fits = (cell == before || cell == before + 1) && count > 0 && rows <= Integer.MAX_VALUE;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "the structure of the model is damaged: its branches must have a cell each, ascending from 0"
                            + " without gaps, a parent and at least one compartment");
        }
        compartments = (int) rows;
    }

    /** The number of compartments. */
    int compartments() {
        return compartments;
    }

    /** The cell of a row, the branch within the cell and the compartment within the branch; null if there is no such row. */
    int[] of(int row) {
        if (row < 0 || row >= compartments) {
            return null;
        }
        int found = Arrays.binarySearch(firstRowOfBranch, row);
        int branch = found >= 0 ? found : -found - 2;
        int cell = cellOfBranch[branch];
        return new int[] {cell, branch - firstBranchOfCell[cell], row - firstRowOfBranch[branch]};
    }
}
