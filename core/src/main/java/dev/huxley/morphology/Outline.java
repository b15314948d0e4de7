package dev.huxley.morphology;

import java.util.Arrays;

/**
 * Measures of a chain of soma points that may be an outline: points that go round once, with radii far below their
 * extent, which are then those of a pen, not of a soma.
 *
 * @param count the number of points, the last one left out if it repeats the first
 * @param sphere the sphere about the points' centroid whose radius is their mean distance from it
 * @param largestTracedRadius the largest radius in the file, um
 * @param roundness the area of the outline relative to that of a circle with its mean radius
 * @param gap the distance from the last to the first point relative to the longest step
 */
record Outline(int count, Soma.Sphere sphere, double largestTracedRadius, double roundness, double gap) {
    private static final int FEWEST_POINTS = 4;
    private static final double THIN = 0.2;
    private static final double LEAST_ROUNDNESS = 0.3;
    private static final double LARGEST_GAP = 1.75;

    /** @param path the points in their order; null if there are too few for an outline */
    static Outline of(SwcPoints points, int[] path) {
        boolean closed =
                path.length > FEWEST_POINTS && points.distance(path[0], path[path.length - 1]) <= SwcPoints.SAME_PLACE;
        int[] ring = closed ? Arrays.copyOf(path, path.length - 1) : path;
        if (ring.length < FEWEST_POINTS) {
            return null;
        }
        double[] center = new double[3];
        double[][] xyz = {points.x(), points.y(), points.z()};
        for (int axis = 0; axis < 3; axis++) {
            double[] values = xyz[axis];
            center[axis] = Arrays.stream(ring)
                    .mapToDouble(point -> values[point])
                    .average()
                    .orElseThrow();
        }
        double meanRadius = 0;
        double[] doubledArea = new double[3];
        double longestStep = 0;
        for (int i = 0; i < ring.length; i++) {
            double[] here = from(center, xyz, ring[i]);
            double[] next = from(center, xyz, ring[(i + 1) % ring.length]);
            meanRadius += norm(here) / ring.length;
            doubledArea[0] += here[1] * next[2] - here[2] * next[1];
            doubledArea[1] += here[2] * next[0] - here[0] * next[2];
            doubledArea[2] += here[0] * next[1] - here[1] * next[0];
            if (i < ring.length - 1) {
                longestStep = Math.max(longestStep, points.distance(ring[i], ring[i + 1]));
            }
        }
        return new Outline(
                ring.length,
                new Soma.Sphere(center[0], center[1], center[2], meanRadius),
                Arrays.stream(ring)
                        .mapToDouble(point -> points.radius()[point])
                        .max()
                        .orElseThrow(),
                norm(doubledArea) / 2 / (Math.PI * meanRadius * meanRadius),
                points.distance(ring[0], ring[ring.length - 1]) / longestStep);
    }

    double meanRadius() {
        return sphere.radius();
    }

    /** Tells whether the traced radii are far below the extent of the outline. */
    boolean isThin() {
        return largestTracedRadius <= THIN * sphere.radius();
    }

    /** Tells whether the points go round once. */
    boolean isRing() {
        return roundness >= LEAST_ROUNDNESS && gap <= LARGEST_GAP;
    }

    private static double[] from(double[] center, double[][] xyz, int point) {
        return new double[] {xyz[0][point] - center[0], xyz[1][point] - center[1], xyz[2][point] - center[2]};
    }

    private static double norm(double[] vector) {
        return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    }
}
