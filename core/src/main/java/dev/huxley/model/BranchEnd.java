package dev.huxley.model;

/**
 * One of the two ends of a branch.
 *
 * @param branch the number of the branch in its cell
 * @param isStart whether it is loc 0, the end nearer to the root; else loc 1
 */
public record BranchEnd(int branch, boolean isStart) {
    /** The end at loc 0. */
    public static BranchEnd start(int branch) {
        return new BranchEnd(branch, true);
    }

    /** The end at loc 1. */
    public static BranchEnd end(int branch) {
        return new BranchEnd(branch, false);
    }

    @Override
    public String toString() {
        return "branch " + branch + ", loc " + (isStart ? 0 : 1);
    }
}
