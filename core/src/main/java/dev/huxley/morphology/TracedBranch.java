package dev.huxley.morphology;

import java.util.Arrays;

/**
 * One unbranched piece of traced neurite or soma: a chain of points from the end that is joined to the parent branch to
 * the other end. Its membrane is the surface of the frusta between consecutive points. Immutable; arrays are copied in
 * and out.
 *
 * @param type the SWC type (0 undefined, 1 soma, 2 axon, 3 basal, 4 apical, above: custom)
 * @param length the length of the branch, um. It differs from the length of the chain of points only beside a soma: for
 *     a neurite, the stretch inside the soma does not count; for a soma of a single point, it is the diameter
 * @param x x of the points, um
 * @param y y of the points, um
 * @param z z of the points, um
 * @param radius radius at the points, um
 */
public record TracedBranch(int type, double length, double[] x, double[] y, double[] z, double[] radius) {

    /** Copies the points. */
    public TracedBranch {
        if (radius.length < 1 || x.length != radius.length || y.length != x.length || z.length != x.length) {
            throw new IllegalArgumentException("a traced branch needs as many x, y, z as radii and at least one; got "
                    + x.length + ", " + y.length + ", " + z.length + " and " + radius.length);
        }
        x = x.clone();
        y = y.clone();
        z = z.clone();
        radius = radius.clone();
    }

    /** The number of traced points. */
    public int pointCount() {
        return radius.length;
    }

    /** Tells whether the branch is a soma traced as one point: a sphere (area 4 pi r^2, volume 4/3 pi r^3). */
    public boolean isSphere() {
        return type == 1 && radius.length == 1;
    }

    /** The group of the branch: undefined, soma, axon, basal, apical, or custom5, custom6, ... */
    public String group() {
        return group(type);
    }

    static String group(int type) {
        return switch (type) {
            case 0 -> "undefined";
            case 1 -> "soma";
            case 2 -> "axon";
            case 3 -> "basal";
            case 4 -> "apical";
            default -> "custom" + type;
        };
    }

    /** A copy of the x coordinates of the points, um. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** A copy of the y coordinates of the points, um. */
    @Override
    public double[] y() {
        return y.clone();
    }

    /** A copy of the z coordinates of the points, um. */
    @Override
    public double[] z() {
        return z.clone();
    }

    /** A copy of the radii at the points, um. */
    @Override
    public double[] radius() {
        return radius.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TracedBranch that
                && type == that.type
                && length == that.length
                && Arrays.equals(x, that.x)
                && Arrays.equals(y, that.y)
                && Arrays.equals(z, that.z)
                && Arrays.equals(radius, that.radius);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type + Arrays.hashCode(x)) + Arrays.hashCode(radius);
    }

    @Override
    public String toString() {
        return "TracedBranch[" + group() + ", " + radius.length + " points, length " + length + " um]";
    }
}
