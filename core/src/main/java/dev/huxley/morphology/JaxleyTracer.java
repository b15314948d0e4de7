package dev.huxley.morphology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Turns points into branches as Jaxley 0.14 does, so that models carry over: the conventions {@link
 * Conventions#JAXLEY}. One depth-first walk over the tree of points, neighbors in ascending order, from the tip with
 * the lowest id; a branch ends at a tip, at a branching, where the type changes, or (optional) where it gets too long
 * or the tracing was interrupted. Cost: linear in the number of points.
 *
 * <p>A segment has the type of the child among its two points (in SWC a point describes the segment to its parent), but
 * a segment between soma and neurite always belongs to the neurite. Where a branch starts at a point of another type,
 * its first segment is a cylinder of the second point: a dendrite begins with its own radius, not with the soma's.
 *
 * <p>Somata are not cables; two rules keep neurites out of them. A soma of one point is a sphere, is the first branch,
 * and neurites start at their own first point. A point of the soma with at least two somatic neighbors and a neurite (a
 * somatic branch point) is treated alike: the segments between it and neurites have length 0, and no branch that starts
 * there, somatic or not, has it among its points. For a soma of several points this means that the membrane of the
 * first somatic segment behind such a point is missing, and that a tree whose first branch ends in such a point counts
 * the membrane within the soma, as in Jaxley.
 */
final class JaxleyTracer {
    private static final int NO_BRANCH = -1;
    private static final int SOMA = 1;
    /** The least length of a segment, um. */
    static final double SHORTEST_SEGMENT = 1e-5;

    private final SwcPoints points;
    private final Swc.Options options;
    private final boolean[] somaticBranchPoint;
    private final int singleSoma;

    private final List<TracedBranch> branches = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final ArrayDeque<Start> pending = new ArrayDeque<>();
    private final int[] chain;

    /** A branch still to be walked: its first segment and the branch it is joined to. */
    private record Start(int from, int to, int parentBranch) {}

    JaxleyTracer(SwcPoints points, Swc.Options options) {
        for (int i = 0; i < points.count(); i++) {
            if (points.radius()[i] < SwcPoints.SMALLEST_RADIUS && options.minRadius == 0) {
                throw points.radiusError(i, "the conventions of Jaxley have no closing tips");
            }
        }
        this.points = points;
        this.options = options;
        this.chain = new int[points.count()];
        this.singleSoma = singleSoma();
        this.somaticBranchPoint = somaticBranchPoints();
    }

    Morphology trace(String name) {
        trace();
        int[] counts = new int[branches.size()];
        Arrays.fill(counts, options.ncomp);
        return new Morphology(
                name,
                branches,
                parents.stream().mapToInt(Integer::intValue).toArray(),
                Collections.nCopies(branches.size(), Attachment.END),
                counts,
                options.minRadius,
                Conventions.JAXLEY);
    }

    private void trace() {
        if (singleSoma >= 0 || points.count() == 1) {
            int root = Math.max(singleSoma, 0);
            int branch = addBranch(new int[] {root}, 0, NO_BRANCH, false);
            pushNeighbors(root, -1, branch);
        } else {
            int root = 0;
            while (!points.isTip(root)) {
                root++;
            }
            pushNeighbors(root, -1, NO_BRANCH);
        }
        while (!pending.isEmpty()) {
            walk(pending.pop());
        }
    }

    private void walk(Start start) {
        int previous = start.from;
        int current = start.to;
        int parentBranch = start.parentBranch;
        boolean continuesPiece = false;
        double pieceLength = segmentLength(previous, current);
        double walked = pieceLength;
        double piece = pieceIndex(walked);
        int size = 0;
        chain[size++] = previous;
        chain[size++] = current;

        while (continues(previous, current)) {
            int[] neighbors = points.neighbors()[current];
            int next = neighbors[0] == previous ? neighbors[1] : neighbors[0];
            double segment = segmentLength(current, next);
            walked += segment;
            if (pieceIndex(walked) > piece) {
                piece = pieceIndex(walked);
                parentBranch = addBranch(Arrays.copyOf(chain, size), pieceLength, parentBranch, continuesPiece);
                continuesPiece = true;
                pieceLength = 0;
                size = 0;
                chain[size++] = current;
            }
            pieceLength += segment;
            chain[size++] = next;
            previous = current;
            current = next;
        }
        int branch = addBranch(Arrays.copyOf(chain, size), pieceLength, parentBranch, continuesPiece);
        pushNeighbors(current, previous, branch);
    }

    /**
     * The number of the piece, of at most maxBranchLength, that holds the point at path length {@code walked}: (0, max]
     * is piece 0.
     */
    private double pieceIndex(double walked) {
        return Math.max(0, Math.ceil(walked / options.maxBranchLength) - 1);
    }

    private boolean continues(int previous, int current) {
        int[] neighbors = points.neighbors()[current];
        if (neighbors.length != 2) {
            return false;
        }
        int next = neighbors[0] == previous ? neighbors[1] : neighbors[0];
        return breakingType(previous, current) == breakingType(current, next)
                && !(options.cutAtInterruptions
                        && (isInterruptedBehind(current, previous) || isInterruptedBehind(current, next)));
    }

    private boolean isInterruptedBehind(int point, int neighbor) {
        return points.parent()[neighbor] == point && points.row()[neighbor] != points.row()[point] + 1;
    }

    private void pushNeighbors(int point, int except, int branch) {
        int[] neighbors = points.neighbors()[point];
        for (int i = neighbors.length - 1; i >= 0; i--) {
            if (neighbors[i] != except) {
                pending.push(new Start(point, neighbors[i], branch));
            }
        }
    }

    private int addBranch(int[] chain, double length, int parentBranch, boolean continuesPiece) {
        double[] radius = SwcPoints.picked(points.radius(), chain);
        int type = points.type()[chain[0]];
        int from = 0;
        int to = chain.length;
        if (chain.length > 1) {
            type = segmentType(chain[0], chain[1]);
            if (points.type()[chain[0]] != type && !continuesPiece) {
                radius[0] = radius[1];
            }
            if (somaticBranchPoint[chain[0]]) {
                from = 1;
            } else if (length == 0) {
                to = 1; // a single segment that ends in a somatic branch point: only its own point counts
            }
        }
        liftRadii(radius, from, to, chain);
        int[] kept = Arrays.copyOfRange(chain, from, to);
        branches.add(new TracedBranch(
                type,
                branchLength(kept, type, length, radius[from]),
                SwcPoints.picked(points.x(), kept),
                SwcPoints.picked(points.y(), kept),
                SwcPoints.picked(points.z(), kept),
                Arrays.copyOfRange(radius, from, to)));
        parents.add(parentBranch);
        return branches.size() - 1;
    }

    private double branchLength(int[] kept, int type, double length, double firstRadius) {
        if (kept.length == 1 && type == SOMA) {
            return kept[0] == singleSoma ? 2 * firstRadius : length;
        }
        double path = 0;
        for (int i = 1; i < kept.length; i++) {
            path += points.distance(kept[i - 1], kept[i]);
        }
        return path < SHORTEST_SEGMENT ? CompartmentGeometry.POINT_LENGTH : length;
    }

    /**
     * Lifts radii below minRadius, except a radius of 0 at a tip that closes a thicker branch: a cone has an area and a
     * volume, and loads bound the radius themselves.
     */
    private void liftRadii(double[] radius, int from, int to, int[] chain) {
        boolean startCloses = to - from > 1 && closes(radius[from], radius[from + 1]) && points.isTip(chain[from]);
        boolean endCloses = to - from > 1 && closes(radius[to - 1], radius[to - 2]) && points.isTip(chain[to - 1]);
        for (int i = from; i < to; i++) {
            if (!(startCloses && i == from) && !(endCloses && i == to - 1)) {
                radius[i] = Math.max(radius[i], options.minRadius);
            }
        }
    }

    private static boolean closes(double radius, double neighborRadius) {
        return radius == 0 && neighborRadius > 0;
    }

    private double segmentLength(int a, int b) {
        boolean oneIsSoma = points.type()[a] == SOMA ^ points.type()[b] == SOMA;
        if (oneIsSoma && (somaticBranchPoint[a] || somaticBranchPoint[b])) {
            return 0;
        }
        return Math.max(SHORTEST_SEGMENT, points.distance(a, b));
    }

    private int segmentType(int a, int b) {
        int child = points.parent()[a] == b ? a : b;
        int other = child == a ? b : a;
        return points.type()[child] == SOMA ? points.type()[other] : points.type()[child];
    }

    private int breakingType(int a, int b) {
        int type = segmentType(a, b);
        return options.isRelevant(type) ? type : -1;
    }

    private int singleSoma() {
        int found = -1;
        for (int i = 0; i < points.count(); i++) {
            if (points.type()[i] == SOMA) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private boolean[] somaticBranchPoints() {
        boolean[] result = new boolean[points.count()];
        for (int i = 0; i < result.length; i++) {
            if (points.type()[i] == SOMA) {
                int[] neighbors = points.neighbors()[i];
                long somatic = Arrays.stream(neighbors)
                        .filter(n -> points.type()[n] == SOMA)
                        .count();
                result[i] = i == singleSoma || (somatic >= 2 && somatic < neighbors.length);
            }
        }
        return result;
    }
}
