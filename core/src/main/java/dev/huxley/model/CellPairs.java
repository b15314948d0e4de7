package dev.huxley.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Pairs of compartments for synapses between cells: every pair of cells that a rule picks gets its own presynaptic and
 * postsynaptic compartment. Pairs come with the presynaptic cell as the slow index.
 */
final class CellPairs {
    private final List<int[]> preCells;
    private final List<int[]> postCells;
    private final PostCompartment target;
    private final Random compartments;
    private int[] pre = new int[16];
    private int[] post = new int[16];
    private int count;

    CellPairs(Selection pre, Selection post, PostCompartment target) {
        preCells = compartmentsByCell(pre);
        postCells = compartmentsByCell(post);
        this.target = target;
        // java.util.Random: its sequence is part of the Java specification, so a seed means the same everywhere.
        compartments = new Random(target.seed());
    }

    int preCount() {
        return preCells.size();
    }

    int postCount() {
        return postCells.size();
    }

    /** Every presynaptic cell with every postsynaptic one. */
    void addAll() {
        for (int i = 0; i < preCells.size(); i++) {
            for (int j = 0; j < postCells.size(); j++) {
                add(i, j);
            }
        }
    }

    /**
     * Every pair of cells with the given probability, independently of the others. The gaps between the picked pairs are
     * geometrically distributed, so the cost is that of the picked pairs, not of all.
     */
    void addRandomly(double probability, long seed) {
        if (probability == 1) {
            addAll();
            return;
        }
        long all = (long) preCells.size() * postCells.size();
        Random random = new Random(seed);
        double logMiss = Math.log1p(-probability);
        for (long pair = 0; probability > 0; pair++) {
            // 1 - nextDouble() is in (0, 1]; a gap beyond the end may be huge, so it is compared before it is added.
            double gap = Math.floor(Math.log(1 - random.nextDouble()) / logMiss);
            if (gap >= all - pair) {
                return;
            }
            pair += (long) gap;
            add((int) (pair / postCells.size()), (int) (pair % postCells.size()));
        }
    }

    /** The pairs of cells whose element is true. */
    void addMarked(boolean[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                if (matrix[i][j]) {
                    add(i, j);
                }
            }
        }
    }

    int[] pre() {
        return Arrays.copyOf(pre, count);
    }

    int[] post() {
        return Arrays.copyOf(post, count);
    }

    private void add(int preCell, int postCell) {
        if (count == pre.length) {
            pre = Arrays.copyOf(pre, 2 * count);
            post = Arrays.copyOf(post, 2 * count);
        }
        int[] candidates = postCells.get(postCell);
        pre[count] = preCells.get(preCell)[0];
        post[count++] = candidates[target.isRandom() ? compartments.nextInt(candidates.length) : 0];
    }

    /** The compartments of every cell in view, cells and compartments in the order of the view. */
    private static List<int[]> compartmentsByCell(Selection view) {
        Structure structure = view.model().structure();
        int[] length = new int[structure.cells()];
        List<Integer> order = new ArrayList<>();
        for (int compartment : view.compartments) {
            int cell = structure.cell(compartment);
            if (length[cell]++ == 0) {
                order.add(cell);
            }
        }
        int[][] members = new int[structure.cells()][];
        order.forEach(cell -> members[cell] = new int[length[cell]]);
        Arrays.fill(length, 0);
        for (int compartment : view.compartments) {
            int cell = structure.cell(compartment);
            members[cell][length[cell]++] = compartment;
        }
        return order.stream().map(cell -> members[cell]).toList();
    }
}
