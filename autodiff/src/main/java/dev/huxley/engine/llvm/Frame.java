package dev.huxley.engine.llvm;

import dev.huxley.program.CableEquation;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.Propagate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the tape that one time step leaves for its adjoint: the values that each sweep and each stage along the
 * cable keep.
 * Arrays are (rows, lanes).
 */
final class Frame {
    /**
     * The arrays that a stage along the cable leaves, each as the floats before it; -1 for those that it does not.
     *
     * @param response over nodes: the solution of an implicit step, the change of an explicit one
     * @param before the quantity before the stage, over nodes (explicit) or compartments (propagation)
     * @param inverses the inverse pivots of an implicit step
     * @param clamps three numbers for every lane of the quantity's clamps, see {@link ClampLanes}
     */
    record CableTape(int response, int before, int inverses, int clamps) {}

    private static final int ALIGNMENT = 16;

    private final MemoryPlan plan;
    private final List<TapedSweep> sweeps;
    private final int[] offsets;
    private final Map<Integer, CableTape> cable = new HashMap<>();
    private int floats;

    /**
     * @param sweeps the sweeps of the step
     * @param stages the stages that follow them
     */
    Frame(MemoryPlan plan, List<TapedSweep> sweeps, List<Stage> stages) {
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
        for (Stage stage : stages) {
            CableSystem system = CableSystem.of(stage);
            if (system != null) {
                int response = reserve(plan.nodeSlots());
                int before = system.isImplicit() ? -1 : reserve(plan.nodeSlots());
                int pivots = plan.eliminations().size() + plan.order().roots().size();
                int inverses = system.isImplicit() ? reserve(pivots) : -1;
                cable.put(system.variable(), new CableTape(response, before, inverses, clamps(system.equation())));
            } else if (stage instanceof Propagate step) {
                int before = reserve(plan.compartmentSlots());
                cable.put(step.equation().variable(), new CableTape(-1, before, -1, clamps(step.equation())));
            }
        }
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

    /** The arrays that the stage along the cable that advances a variable leaves. */
    CableTape cable(int variable) {
        return cable.get(variable);
    }

    private int clamps(CableEquation equation) {
        int lanes = equation.clamps().stream()
                .mapToInt(clamp -> plan.program().clamps().get(clamp).lanes())
                .sum();
        return lanes == 0 ? -1 : reserve(3 * lanes);
    }

    private int rows(TapedSweep sweep) {
        return plan.padded(plan.classes().members(sweep.sweep().rowClass()).length);
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
