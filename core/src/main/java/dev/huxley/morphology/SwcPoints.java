package dev.huxley.morphology;

import java.util.Arrays;

/**
 * One tree of points of an SWC file, in the order of their ids: indices compare like ids, and nothing depends on the
 * order of lines. Lengths are in um.
 *
 * @param source the file, for errors
 * @param id the ids of the file, ascending
 * @param type the types of the file (1 soma, 2 axon, 3 basal, 4 apical)
 * @param row the place of the point among the points of the file
 * @param line the line of the point
 * @param parent index of the parent, -1 for the root
 * @param neighbors for each point its parent and children, ascending
 * @param pointsInFile the number of points of all trees of the file
 * @param treesInFile the number of trees in the file, of which this is one
 */
record SwcPoints(
        String source,
        long[] id,
        int[] type,
        double[] x,
        double[] y,
        double[] z,
        double[] radius,
        int[] row,
        int[] line,
        int[] parent,
        int[][] neighbors,
        int pointsInFile,
        int treesInFile) {

    /** The smallest radius, a picometre, in um; smaller ones are implausible, and their loads could overflow. */
    static final double SMALLEST_RADIUS = 1e-6;

    /** The distance within which points are at one place, um. */
    static final double SAME_PLACE = 1e-9;

    int count() {
        return id.length;
    }

    boolean isTip(int point) {
        return neighbors[point].length <= 1;
    }

    double distance(int a, int b) {
        double dx = x[a] - x[b];
        double dy = y[a] - y[b];
        double dz = z[a] - z[b];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    static double[] picked(double[] values, int[] chain) {
        double[] picked = new double[chain.length];
        for (int i = 0; i < chain.length; i++) {
            picked[i] = values[chain[i]];
        }
        return picked;
    }

    /** A copy with radii below {@code minRadius} raised to it. */
    SwcPoints liftedTo(double minRadius, SwcNotes notes) {
        long lifted = Arrays.stream(radius).filter(r -> r < minRadius).count();
        if (minRadius == 0 || lifted == 0) {
            return this;
        }
        notes.repaired(0, lifted + " radii below " + SwcNotes.number(minRadius) + " um raised to it, as requested");
        return new SwcPoints(
                source,
                id,
                type,
                x,
                y,
                z,
                Arrays.stream(radius).map(r -> Math.max(r, minRadius)).toArray(),
                row,
                line,
                parent,
                neighbors,
                pointsInFile,
                treesInFile);
    }

    /** The error about a point with an implausible radius. */
    SwcException radiusError(int point, String why) {
        return new SwcException(
                source,
                line[point],
                "radius is " + radius[point] + " um; a radius must be > 0 (at least " + SMALLEST_RADIUS + "): " + why
                        + ". Correct the point, or let Swc.options().minRadius(um), on the command line --min-radius,"
                        + " raise such radii");
    }

    static int[][] neighbors(int[] parent) {
        int[] degree = new int[parent.length];
        for (int i = 0; i < parent.length; i++) {
            if (parent[i] >= 0) {
                degree[i]++;
                degree[parent[i]]++;
            }
        }
        int[][] neighbors = new int[parent.length][];
        for (int i = 0; i < parent.length; i++) {
            neighbors[i] = new int[degree[i]];
        }
        for (int i = 0; i < parent.length; i++) {
            if (parent[i] >= 0) {
                neighbors[i][--degree[i]] = parent[i];
                neighbors[parent[i]][--degree[parent[i]]] = i;
            }
        }
        for (int[] list : neighbors) {
            Arrays.sort(list);
        }
        return neighbors;
    }
}
