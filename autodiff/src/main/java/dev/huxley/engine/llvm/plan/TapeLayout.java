package dev.huxley.engine.llvm.plan;

import dev.huxley.program.CableEquation;
import dev.huxley.program.CableStage;
import dev.huxley.program.CableStageVisitor;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.Propagate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the tape that one time step leaves for its adjoint: the values that each loop and each stage along the
 * cable keep.
 * Arrays are (rows, lanes).
 */
public final class TapeLayout {
    /**
     * The arrays that a stage along the cable leaves, each as the number of floats before it; -1 for arrays that it
     * does not leave.
     *
     * @param response over nodes: the solution of an implicit step, the change of an explicit one
     * @param before the quantity before the stage, over nodes (explicit) or compartments (propagation)
     * @param inverses the inverse pivots of an implicit step
     * @param clamps three numbers for every lane of the quantity's clamps, see {@code ClampLanes}
     */
    public record CableTape(int response, int before, int inverses, int clamps) {}

    private static final int ALIGNMENT = 16;

    private final MemoryPlan plan;
    private final List<TapedLoop> loops;
    private final int[] offsets;
    private final Map<Integer, CableTape> cable = new HashMap<>();
    private int floats;

    /**
     * @param loops the loops of the step
     * @param stages the steps along the cable that follow them
     */
    public TapeLayout(MemoryPlan plan, List<TapedLoop> loops, List<CableStage> stages) {
        this.plan = plan;
        this.loops = loops;
        offsets = new int[loops.size()];
        for (int i = 0; i < offsets.length; i++) {
            int rows = rows(loops.get(i));
            offsets[i] = floats;
            for (int k = 0; k < loops.get(i).kept().size(); k++) {
                reserve(rows);
            }
        }
        CableStageVisitor<CableTape> tapes = new CableStageVisitor<>() {
            @Override
            public CableTape visit(ImplicitStep step) {
                return tape(CableSystem.of(step));
            }

            @Override
            public CableTape visit(ExplicitStep step) {
                return tape(CableSystem.of(step));
            }

            @Override
            public CableTape visit(Propagate step) {
                int before = reserve(plan.compartmentSlots());
                return new CableTape(-1, before, -1, clamps(step.equation()));
            }
        };
        stages.forEach(stage -> cable.put(stage.equation().variable(), stage.accept(tapes)));
    }

    private CableTape tape(CableSystem system) {
        int response = reserve(plan.nodeSlots());
        int before = system.isImplicit() ? -1 : reserve(plan.nodeSlots());
        int pivots = plan.eliminations().size() + plan.order().roots().size();
        int inverses = system.isImplicit() ? reserve(pivots) : -1;
        return new CableTape(response, before, inverses, clamps(system.equation()));
    }

    /** The size in floats. */
    public int floats() {
        return floats;
    }

    public List<TapedLoop> loops() {
        return loops;
    }

    /** The floats before a value that a loop keeps. */
    public int offset(int loop, String kept) {
        TapedLoop taped = loops.get(loop);
        return offsets[loop] + taped.kept().indexOf(kept) * aligned(rows(taped));
    }

    /** The arrays that the stage along the cable that advances a variable leaves. */
    public CableTape cable(int variable) {
        return cable.get(variable);
    }

    private int clamps(CableEquation equation) {
        int lanes = equation.clamps().stream()
                .mapToInt(clamp -> plan.program().clamps().get(clamp).lanes())
                .sum();
        return lanes == 0 ? -1 : reserve(3 * lanes);
    }

    private int rows(TapedLoop loop) {
        return plan.padded(plan.classes().members(loop.loop().rowClass()).length);
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
