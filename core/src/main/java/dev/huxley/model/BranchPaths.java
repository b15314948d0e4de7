package dev.huxley.model;

import dev.huxley.morphology.Morphology;
import java.util.Arrays;
import java.util.List;

/** The courses of a model's branches in space, as far as they are known. They change only when a model is moved. */
final class BranchPaths {
    private static final double ROUNDING = 1e-9;

    private final BranchPath[] ofBranch;

    private BranchPaths(BranchPath[] ofBranch) {
        this.ofBranch = ofBranch;
    }

    static BranchPaths unknown(int branches) {
        return new BranchPaths(new BranchPath[branches]);
    }

    static BranchPaths of(BranchPath[] ofBranch) {
        return new BranchPaths(ofBranch.clone());
    }

    static BranchPaths of(Morphology morphology) {
        return new BranchPaths(morphology.branches().stream()
                .map(branch -> new BranchPath(branch, true, morphology.minRadius(), morphology.conventions()))
                .toArray(BranchPath[]::new));
    }

    /**
     * The courses of the branches of all parts. A branch assembled from compartments has none. A cell assembled from
     * branches keeps only measured courses, since the layout of a single branch says nothing about its place in the
     * cell.
     */
    static BranchPaths ofParts(Structure whole, List<? extends NeuronModel> parts) {
        BranchPath[] all = parts.stream()
                .flatMap(part -> Arrays.stream(part.paths().ofBranch)
                        .map(path -> path == null || path.hasSizes() || part instanceof Cell ? path : null))
                .toArray(BranchPath[]::new);
        return all.length == whole.branches() ? new BranchPaths(all) : unknown(whole.branches());
    }

    /** The course of a branch, null if it is not known. */
    BranchPath get(int branch) {
        return ofBranch[branch];
    }

    void set(int branch, BranchPath path) {
        ofBranch[branch] = path;
    }

    /** The compartments of a branch when it is cut into {@code count} of them. */
    static Morphology cut(BranchPath path, int count) {
        return Morphology.ofBranch(path.points(), count, path.minRadius(), path.conventions());
    }

    /** Writes the sizes of a morphology's compartments into the rows from {@code first} on. */
    static void writeSizes(Columns nodes, int first, Morphology compartments) {
        write(nodes, first, Quantities.LENGTH, compartments.length());
        write(nodes, first, Quantities.RADIUS, compartments.radius());
        write(nodes, first, Quantities.AREA, compartments.area());
        write(nodes, first, Quantities.VOLUME, compartments.volume());
        write(nodes, first, Quantities.LOAD_IN, compartments.resistiveLoadIn());
        write(nodes, first, Quantities.LOAD_OUT, compartments.resistiveLoadOut());
    }

    /** Writes the centers of a morphology's compartments into the rows from {@code first} on. */
    static void writeCenters(Columns nodes, int first, Morphology compartments) {
        write(nodes, first, "x", compartments.x());
        write(nodes, first, "y", compartments.y());
        write(nodes, first, "z", compartments.z());
    }

    /** Tells whether the rows from {@code first} on still have the traced sizes, not sizes set since. */
    static boolean hasSizes(Columns nodes, int first, Morphology compartments) {
        return equal(nodes, first, Quantities.LENGTH, compartments.length())
                && equal(nodes, first, Quantities.RADIUS, compartments.radius())
                && equal(nodes, first, Quantities.AREA, compartments.area())
                && equal(nodes, first, Quantities.VOLUME, compartments.volume())
                && equal(nodes, first, Quantities.LOAD_IN, compartments.resistiveLoadIn())
                && equal(nodes, first, Quantities.LOAD_OUT, compartments.resistiveLoadOut());
    }

    private static void write(Columns nodes, int first, String key, double[] values) {
        NumberColumn column = nodes.numbersOrNew(key);
        for (int i = 0; i < values.length; i++) {
            column.set(first + i, values[i]);
        }
    }

    private static boolean equal(Columns nodes, int first, String key, double[] values) {
        NumberColumn column = nodes.numbers(key);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(column.value(first + i) - values[i]) <= ROUNDING * Math.abs(values[i]))) {
                return false;
            }
        }
        return true;
    }
}
