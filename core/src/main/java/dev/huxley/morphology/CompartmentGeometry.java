package dev.huxley.morphology;

/**
 * The sizes of the compartments of a morphology.
 *
 * <p>A branch is cut into compartments of equal path length; radii and places are interpolated linearly along the
 * segments between traced points, so a piece of a segment is a frustum of length l and radii r1, r2 with
 *
 * <pre>
 *   area   = pi (r1 + r2) sqrt((r2 - r1)^2 + l^2)      [um2]
 *   volume = pi/3 l (r1^2 + r1 r2 + r2^2)               [um3]
 *   load   = l / (pi r1 r2)                             [1/um], the resistance along it per axial resistivity
 * </pre>
 *
 * A compartment sums its frusta; its loads are those of its two halves ("in" faces the parent); its radius is the mean
 * of the traced radius along it; its center is the middle between its two ends. Two points at one place with two radii
 * are a ring of the area pi |r2^2 - r1^2| without length; on the border of two compartments each has half of it. (By
 * the conventions of Jaxley the radius jumps there, without membrane.) Loads use at least the minimal radius, so that a
 * tip closing to a point has a finite one.
 *
 * <p>Two shapes are not chains of frusta: a soma of one point is a sphere, shared equally by its compartments, whose
 * halves have the load of a cylinder of the sphere's radius and diameter; a branch whose points all coincide is a
 * cylinder {@value #POINT_LENGTH} um long.
 *
 * <p>One pass over the points of a branch serves all its compartments: cost linear in points plus compartments.
 */
final class CompartmentGeometry {
    /** The length of a branch whose points all coincide, um. */
    static final double POINT_LENGTH = 0.1;

    /** The distance from a border of compartments within which a ring lies on it, as a fraction of the branch. */
    private static final double BORDER = 1e-9;

    final double[] length;
    final double[] radius;
    final double[] area;
    final double[] volume;
    final double[] resistiveLoadIn;
    final double[] resistiveLoadOut;
    final double[] x;
    final double[] y;
    final double[] z;

    private final double minRadius;
    private final double leastLoadRadius;
    private final boolean hasRings;

    CompartmentGeometry(int compartments, double minRadius, Conventions conventions) {
        this.minRadius = minRadius;
        leastLoadRadius = Math.max(minRadius, SwcPoints.SMALLEST_RADIUS);
        hasRings = conventions == Conventions.PHYSICAL;
        length = new double[compartments];
        radius = new double[compartments];
        area = new double[compartments];
        volume = new double[compartments];
        resistiveLoadIn = new double[compartments];
        resistiveLoadOut = new double[compartments];
        x = new double[compartments];
        y = new double[compartments];
        z = new double[compartments];
    }

    /** Fills the rows {@code first} to {@code first + count - 1} with the compartments of {@code branch}. */
    void fill(TracedBranch branch, int first, int count) {
        double[][] xyz = {branch.x(), branch.y(), branch.z()};
        double[] traced = branch.radius();
        double[] position = new double[traced.length];
        for (int i = 1; i < traced.length; i++) {
            double dx = xyz[0][i] - xyz[0][i - 1];
            double dy = xyz[1][i] - xyz[1][i - 1];
            double dz = xyz[2][i] - xyz[2][i - 1];
            double step = Math.sqrt(dx * dx + dy * dy + dz * dz);
            position[i] = position[i - 1] + (hasRings && step <= SwcPoints.SAME_PLACE ? 0 : step);
        }
        for (int row = first; row < first + count; row++) {
            length[row] = branch.length() / count;
        }
        if (branch.isSphere()) {
            sphere(xyz, Math.max(traced[0], minRadius), first, count);
        } else if (position[traced.length - 1] < (hasRings ? SwcPoints.SAME_PLACE : JaxleyTracer.SHORTEST_SEGMENT)) {
            cylinder(xyz, traced, branch.length(), first, count);
        } else {
            frusta(xyz, traced, position, first, count);
            if (hasRings) {
                rings(traced, position, first, count);
            }
        }
    }

    private void sphere(double[][] xyz, double r, int first, int count) {
        for (int row = first; row < first + count; row++) {
            radius[row] = r;
            area[row] = 4 * Math.PI * r * r / count;
            volume[row] = 4.0 / 3.0 * Math.PI * r * r * r / count;
            resistiveLoadIn[row] = r / count / (Math.PI * r * r);
            resistiveLoadOut[row] = resistiveLoadIn[row];
            place(row, xyz, 0, 0);
        }
    }

    private void cylinder(double[][] xyz, double[] traced, double branchLength, int first, int count) {
        double sum = 0;
        for (double r : traced) {
            sum += r;
        }
        double r = Math.max(sum / traced.length, minRadius);
        double l = branchLength / count;
        for (int row = first; row < first + count; row++) {
            radius[row] = r;
            area[row] = 2 * Math.PI * r * l;
            volume[row] = Math.PI * r * r * l;
            resistiveLoadIn[row] = l / 2 / (Math.PI * r * r);
            resistiveLoadOut[row] = resistiveLoadIn[row];
            place(row, xyz, 0, 0);
        }
    }

    private void frusta(double[][] xyz, double[] traced, double[] position, int first, int count) {
        int segments = traced.length - 1;
        double total = position[segments];
        int segment = 0;
        double from = 0;
        double[] start = {xyz[0][0], xyz[1][0], xyz[2][0]};
        for (int half = 0; half < 2 * count; half++) {
            int row = first + half / 2;
            boolean in = half % 2 == 0;
            double to = half == 2 * count - 1 ? total : total * (half + 1) / (2.0 * count);
            double load = 0;
            while (true) {
                double end = Math.min(position[segment + 1], to);
                if (end > from) {
                    double l = end - from;
                    double r1 = radiusAt(from, segment, traced, position);
                    double r2 = radiusAt(end, segment, traced, position);
                    radius[row] += l * (r1 + r2) / 2;
                    area[row] += Math.PI * (r1 + r2) * Math.sqrt((r2 - r1) * (r2 - r1) + l * l);
                    volume[row] += Math.PI / 3 * l * (r1 * r1 + r1 * r2 + r2 * r2);
                    load += l / (Math.PI * Math.max(r1, leastLoadRadius) * Math.max(r2, leastLoadRadius));
                    from = end;
                }
                if (position[segment + 1] >= to || segment == segments - 1) {
                    break;
                }
                segment++;
            }
            if (in) {
                resistiveLoadIn[row] = load;
            } else {
                place(row, xyz, segment, fraction(to, segment, position));
                start = halfway(row, start);
                resistiveLoadOut[row] = load;
                radius[row] = Math.max(radius[row] / (total / count), minRadius);
            }
        }
    }

    /** Adds the membrane between two points at one place. */
    private void rings(double[] traced, double[] position, int first, int count) {
        double total = position[position.length - 1];
        for (int i = 1; i < position.length; i++) {
            if (position[i] == position[i - 1] && traced[i] != traced[i - 1]) {
                double ring = Math.PI * Math.abs(traced[i] * traced[i] - traced[i - 1] * traced[i - 1]);
                double at = position[i] / total * count;
                double border = Math.rint(at);
                boolean onBorder = Math.abs(at - border) <= BORDER * count && border > 0 && border < count;
                int row = first + Math.min(count - 1, (int) (onBorder ? border : at));
                area[row] += onBorder ? ring / 2 : ring;
                area[onBorder ? row - 1 : row] += onBorder ? ring / 2 : 0;
            }
        }
    }

    /**
     * The radius at a path length, computed as a convex combination, so that rounding never puts it below the smaller
     * radius.
     */
    private static double radiusAt(double at, int segment, double[] traced, double[] position) {
        double f = fraction(at, segment, position);
        return traced[segment] * (1 - f) + traced[segment + 1] * f;
    }

    private static double fraction(double at, int segment, double[] position) {
        double f = (at - position[segment]) / (position[segment + 1] - position[segment]);
        return Math.min(1, Math.max(0, f));
    }

    /** Moves the center of a compartment from its end to the middle between {@code start} and the end. */
    private double[] halfway(int row, double[] start) {
        double[] end = {x[row], y[row], z[row]};
        x[row] = (start[0] + end[0]) / 2;
        y[row] = (start[1] + end[1]) / 2;
        z[row] = (start[2] + end[2]) / 2;
        return end;
    }

    private void place(int row, double[][] xyz, int segment, double fraction) {
        int end = Math.min(segment + 1, xyz[0].length - 1);
        x[row] = xyz[0][segment] * (1 - fraction) + xyz[0][end] * fraction;
        y[row] = xyz[1][segment] * (1 - fraction) + xyz[1][end] * fraction;
        z[row] = xyz[2][segment] * (1 - fraction) + xyz[2][end] * fraction;
    }
}
