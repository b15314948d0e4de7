package dev.huxley.engine.llvm;

import java.util.List;

/**
 * What one time step leaves on the tape for its adjoint: what each sweep keeps, and of the solve the solution over nodes
 * and the inverse pivots. Arrays are (rows, lanes).
 */
final class Frame {
    private static final int ALIGNMENT = 16;

    private final MemoryPlan plan;
    private final List<TapedSweep> sweeps;
    private final int[] offsets;
    private final int solution;
    private final int inverses;
    private int floats;

    /**
     * @param sweeps the sweeps of the step
     * @param hasSolve whether a solve follows them
     */
    Frame(MemoryPlan plan, List<TapedSweep> sweeps, boolean hasSolve) {
        this.plan = plan;
        this.sweeps = sweeps;
        offsets = new int[sweeps.size()];
        for (int i = 0; i < offsets.length; i++) {
            int rows = rows(sweeps.get(i));
            offsets[i] = floats;
            for (int k = 0; k < sweeps.get(i).kept().size(); k++) {
                reserve(rows);
            }
        }
        solution = hasSolve ? reserve(plan.nodeSlots()) : -1;
        inverses = hasSolve
                ? reserve(plan.eliminations().size() + plan.order().roots().size())
                : -1;
    }

    /** The size in floats. */
    int floats() {
        return floats;
    }

    List<TapedSweep> sweeps() {
        return sweeps;
    }

    /** The floats before a value that a sweep keeps. */
    int offset(int sweep, String kept) {
        TapedSweep taped = sweeps.get(sweep);
        return offsets[sweep] + taped.kept().indexOf(kept) * aligned(rows(taped));
    }

    /** The floats before the voltage that the solve found. */
    int solution() {
        return solution;
    }

    /** The floats before the inverse pivots of the elimination. */
    int inverses() {
        return inverses;
    }

    private int rows(TapedSweep sweep) {
        return plan.padded(plan.classes().compartments(sweep.sweep().rowClass()).length);
    }

    private int reserve(int rows) {
        int offset = floats;
        floats = Math.addExact(offset, aligned(rows));
        return offset;
    }

    private int aligned(int rows) {
        int count = Math.multiplyExact(rows, plan.layout().lanes());
        return Math.addExact(count, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
