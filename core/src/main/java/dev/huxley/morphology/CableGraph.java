package dev.huxley.morphology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cable of a tree of points in the physical reading: frusta between electrical nodes. Points at one place, or
 * joined by the soma without resistance between them, are one node.
 *
 * <p>A segment between two points is a frustum of their radii and has the type of the point farther from the soma
 * (without a soma: from the point with the lowest id). Beside the soma a neurite has its own radius: at the end of a
 * chain of soma points, its first segment begins there with the radius of its first point; where the soma continues in
 * two directions, and at a spherical soma, the neurite begins at its first point, and the stretch from the soma to
 * there is inside the soma. These are the rules of NEURON's importer, made independent of the direction of tracing.
 */
final class CableGraph {
    private final SwcPoints points;
    private final Soma soma;
    private final int[] node;

    /** The two points of each segment. */
    private final int[][] end;

    private final double[][] radius;
    private final int[] type;
    private final double[] length;
    private int segments;

    /**
     * One frustum of the cable.
     *
     * @param points its two points; the first is nearer to the soma
     * @param radius its radii there, um
     */
    record Segment(int[] points, double[] radius, int type, double length) {}

    CableGraph(SwcPoints points, Soma soma, SwcNotes notes) {
        this.points = points;
        this.soma = soma;
        int count = points.count();
        node = new int[count];
        Arrays.setAll(node, i -> i);
        end = new int[2][count];
        radius = new double[2][count];
        type = new int[count];
        length = new double[count];
        build(notes);
        requireRadii();
    }

    /** The segments, which have a length or are rings. Every node has one, except the sphere. */
    List<Segment> all() {
        List<Segment> all = new ArrayList<>(segments);
        for (int s = 0; s < segments; s++) {
            all.add(new Segment(
                    new int[] {end[0][s], end[1][s]}, new double[] {radius[0][s], radius[1][s]}, type[s], length[s]));
        }
        return all;
    }

    /** The node of a point. */
    int node(int point) {
        int root = point;
        while (node[root] != root) {
            root = node[root];
        }
        for (int at = point; node[at] != root; ) {
            int next = node[at];
            node[at] = root;
            at = next;
        }
        return root;
    }

    /** Makes two nodes one; the lower number stays. */
    void merge(int one, int other) {
        int a = node(one);
        int b = node(other);
        node[Math.max(a, b)] = Math.min(a, b);
    }

    private void build(SwcNotes notes) {
        int count = points.count();
        int[] order = new int[count];
        int[] nearer = new int[count];
        Arrays.fill(nearer, -1);
        boolean[] seen = new boolean[count];
        int size = 0;
        for (int point = 0; point < count; point++) {
            if (soma.exists() ? soma.contains(point) : point == 0) {
                seen[point] = true;
                order[size++] = point;
            }
        }
        for (int i = 0; i < size; i++) {
            int point = order[i];
            for (int next : points.neighbors()[point]) {
                if (!seen[next]) {
                    seen[next] = true;
                    nearer[next] = point;
                    order[size++] = next;
                } else if (soma.contains(point) && soma.contains(next) && point < next) {
                    addWithinSoma(point, next);
                }
            }
        }
        int[] cable = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            int point = order[i];
            if (nearer[point] >= 0) {
                cable[point] += addNeurite(nearer[point], point);
                cable[nearer[point]] += cable[point];
            }
        }
        warnOfEmptyNeurites(nearer, cable, notes);
    }

    private void addWithinSoma(int one, int other) {
        if (soma.sphere() != null) {
            merge(one, other);
        } else {
            add(one, other, points.radius()[one], points.radius()[other], Soma.TYPE);
        }
    }

    /** @return the number of segments added */
    private int addNeurite(int from, int to) {
        double r = points.radius()[to];
        if (!soma.contains(from)) {
            return add(from, to, points.radius()[from], r, points.type()[to]);
        }
        if (soma.sphere() == null && !soma.isInterior(from)) {
            return add(from, to, r, r, points.type()[to]);
        }
        merge(from, to);
        return 0;
    }

    private int add(int one, int other, double r1, double r2, int segmentType) {
        double l = points.distance(one, other);
        boolean hasLength = l > SwcPoints.SAME_PLACE;
        if (!hasLength && r1 == r2) {
            merge(one, other);
            return 0;
        }
        end[0][segments] = one;
        end[1][segments] = other;
        radius[0][segments] = r1;
        radius[1][segments] = r2;
        type[segments] = segmentType;
        length[segments] = hasLength ? l : 0;
        segments++;
        return 1;
    }

    private void warnOfEmptyNeurites(int[] nearer, int[] cable, SwcNotes notes) {
        int first = -1;
        int empty = 0;
        for (int point = 0; point < nearer.length; point++) {
            if (nearer[point] >= 0 && soma.contains(nearer[point]) && cable[point] == 0) {
                first = first < 0 ? point : first;
                empty++;
            }
        }
        if (empty > 0) {
            notes.warn(
                    points.line()[first],
                    "the neurite of point " + points.id()[first] + " is at one place beside the soma and has no length"
                            + (empty > 1 ? " (and " + (empty - 1) + " more)" : "") + ": left out",
                    "trace it with at least two points");
        }
    }

    /** Throws an error for a radius of 0 that does not close a tip: no current could flow through it. */
    private void requireRadii() {
        int[] degree = new int[node.length];
        for (int point = 0; point < node.length && soma.sphere() != null; point++) {
            degree[node(point)] += soma.contains(point) ? 2 : 0; // a sphere has no tips
        }
        for (int s = 0; s < segments; s++) {
            degree[node(end[0][s])]++;
            degree[node(end[1][s])]++;
        }
        for (int s = 0; s < segments; s++) {
            for (int side = 0; side < 2; side++) {
                boolean closes = degree[node(end[side][s])] == 1
                        && radius[side][s] >= 0
                        && radius[1 - side][s] >= SwcPoints.SMALLEST_RADIUS;
                if (radius[side][s] < SwcPoints.SMALLEST_RADIUS && !closes) {
                    int point = radius[side][s] == points.radius()[end[side][s]] ? end[side][s] : end[1 - side][s];
                    throw points.radiusError(point, "only the tip of a neurite may close to 0");
                }
            }
        }
    }
}
