package dev.huxley.model;

import dev.huxley.morphology.Attachment;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.TracedBranch;
import java.util.Arrays;

/**
 * Coordinates for models that were not traced: straight branches in the x-y plane. The root runs along x from the
 * origin; children fan out symmetrically about x, wider near the root, as in Jaxley.
 */
public final class Layout {
    private static final double WIDEST_SLOPE_RANGE = 5;
    private static final double NARROWEST_SLOPE_RANGE = 0.5;
    /** SWC type 0: the type of the branch is unknown. */
    private static final int UNDEFINED = 0;

    private Layout() {}

    /**
     * Gives coordinates to all branches that have none; x, y and z are then columns of the model. Traced branches keep
     * theirs.
     */
    public static void apply(NeuronModel model) {
        Structure structure = model.structure();
        int[] depth = new int[structure.branches()];
        int[] siblings = new int[structure.branches()];
        int[] order = new int[structure.branches()];
        int[] sequence = structure.parentsFirst();
        for (int branch : sequence) {
            int parent = structure.parent(branch);
            if (parent >= 0) {
                depth[branch] = depth[parent] + 1;
                order[branch] = siblings[parent]++;
            }
        }
        int deepest = Arrays.stream(depth).max().orElse(0);
        double[][][] way = new double[structure.branches()][][];
        for (int branch : sequence) {
            int parent = structure.parent(branch);
            BranchPath path = model.paths().get(branch);
            if (path != null) {
                way[branch] = ends(path.points());
                continue;
            }
            double[] start = parent < 0 ? new double[3] : start(way[parent], structure.attachment(branch));
            double slope = 0;
            if (parent >= 0 && siblings[parent] > 1) {
                double range =
                        WIDEST_SLOPE_RANGE + (NARROWEST_SLOPE_RANGE - WIDEST_SLOPE_RANGE) * depth[branch] / deepest;
                slope = ((double) order[branch] / (siblings[parent] - 1) - 0.5) * range;
            }
            way[branch] = place(model, branch, start, slope);
        }
    }

    private static double[][] place(NeuronModel model, int branch, double[] start, double slope) {
        int first = model.structure().firstCompartment(branch);
        int count = model.structure().compartmentsOfBranch(branch);
        double length = 0;
        for (int row = first; row < first + count; row++) {
            length += model.nodes().numbers(Quantities.LENGTH).value(row);
        }
        double along = length / Math.hypot(1, slope);
        double[] end = {start[0] + along, start[1] + along * slope, start[2]};
        double radius = model.nodes().numbers(Quantities.RADIUS).value(first);
        BranchPath path = new BranchPath(
                new TracedBranch(
                        UNDEFINED,
                        length,
                        new double[] {start[0], end[0]},
                        new double[] {start[1], end[1]},
                        new double[] {start[2], end[2]},
                        new double[] {radius, radius}),
                false,
                0,
                Conventions.PHYSICAL);
        model.paths().set(branch, path);
        BranchPaths.writeCenters(model.nodes(), first, BranchPaths.cut(path, count));
        return new double[][] {start, end};
    }

    private static double[] start(double[][] parent, Attachment attachment) {
        double share = attachment.share();
        double[] start = new double[3];
        Arrays.setAll(start, axis -> parent[0][axis] * (1 - share) + parent[1][axis] * share);
        return start;
    }

    private static double[][] ends(TracedBranch points) {
        int end = points.pointCount() - 1;
        return new double[][] {
            {points.x()[0], points.y()[0], points.z()[0]}, {points.x()[end], points.y()[end], points.z()[end]}
        };
    }
}
