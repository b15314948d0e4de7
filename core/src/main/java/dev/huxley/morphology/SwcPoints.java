package dev.huxley.morphology;

import java.util.Arrays;

/**
 * The points of one SWC file as a checked tree, in the order of their ids: an index compares as its id does, and
 * nothing depends on the order of lines.
 *
 * @param id the ids of the file, ascending
 * @param type the types of the file (1 soma, 2 axon, 3 basal, 4 apical)
 * @param row the place of the point among the points of the file
 * @param parent index of the parent, -1 for the root
 * @param neighbours for each point its parent and children, ascending
 */
record SwcPoints(
        int[] id,
        int[] type,
        double[] x,
        double[] y,
        double[] z,
        double[] radius,
        int[] row,
        int[] parent,
        int[][] neighbours) {

    int count() {
        return id.length;
    }

    boolean isTip(int point) {
        return neighbours[point].length <= 1;
    }

    double distance(int a, int b) {
        double dx = x[a] - x[b];
        double dy = y[a] - y[b];
        double dz = z[a] - z[b];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    static int[][] neighbours(int[] parent) {
        int[] degree = new int[parent.length];
        for (int i = 0; i < parent.length; i++) {
            if (parent[i] >= 0) {
                degree[i]++;
                degree[parent[i]]++;
            }
        }
        int[][] neighbours = new int[parent.length][];
        for (int i = 0; i < parent.length; i++) {
            neighbours[i] = new int[degree[i]];
        }
        for (int i = 0; i < parent.length; i++) {
            if (parent[i] >= 0) {
                neighbours[i][--degree[i]] = parent[i];
                neighbours[parent[i]][--degree[parent[i]]] = i;
            }
        }
        for (int[] list : neighbours) {
            Arrays.sort(list);
        }
        return neighbours;
    }
}
