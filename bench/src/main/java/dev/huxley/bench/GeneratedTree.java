package dev.huxley.bench;

import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A dendritic tree of 1 000 compartments for timing, the same on every machine: 125 branches of 8 compartments, each
 * branch on the end of an earlier one that has at most one child so far, drawn at random from a fixed seed. Daughters
 * are thinner than their parents by Rall's rule for two equal daughters (1959, Exp. Neurol. 1:491-527), down to 0.3 um.
 */
final class GeneratedTree {
    static final int BRANCHES = 125;
    static final int COMPARTMENTS_PER_BRANCH = 8;

    private static final double ROOT_RADIUS = 5;
    private static final double SMALLEST_RADIUS = 0.3;
    private static final double RALL_RATIO = Math.pow(2, -2.0 / 3);

    private GeneratedTree() {}

    static Cell cell() {
        Random random = new Random(1952);
        int[] parents = new int[BRANCHES];
        int[] children = new int[BRANCHES];
        double[] radius = new double[BRANCHES];
        List<Branch> branches = new ArrayList<>();
        for (int b = 0; b < BRANCHES; b++) {
            parents[b] = b == 0 ? -1 : parent(random, b, children);
            radius[b] = b == 0 ? ROOT_RADIUS : Math.max(SMALLEST_RADIUS, radius[parents[b]] * RALL_RATIO);
            Branch branch = new Branch(new Compartment(), COMPARTMENTS_PER_BRANCH);
            branch.set("length", 5 + 10 * random.nextDouble());
            branch.set("radius", radius[b]);
            branches.add(branch);
        }
        return new Cell(branches, parents);
    }

    private static int parent(Random random, int branch, int[] children) {
        int parent = random.nextInt(branch);
        while (children[parent] == 2) {
            parent = random.nextInt(branch);
        }
        children[parent]++;
        return parent;
    }
}
