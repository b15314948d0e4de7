package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.program.Program;

/** The values, in the arena of a block, of the variables that change in time. */
final class StateValues {
    private final MemoryPlan plan;
    private final Program program;
    private final NativeMemory arena;

    StateValues(MemoryPlan plan, NativeMemory arena) {
        this.plan = plan;
        this.arena = arena;
        program = plan.program();
    }

    /**
     * Marks rows of the batch with a value that is not finite.
     *
     * @param first the row of the first lane
     * @param count the number of lanes that have a row
     */
    void markLost(boolean[] lost, int first, int count) {
        // Also true if only padding, which nobody reads, is not finite.
        if (arena.seemFinite(plan.changingFloats())) {
            return;
        }
        for (int lane = 0; lane < count; lane++) {
            for (int variable = 0; variable < program.variables().size() && !lost[first + lane]; variable++) {
                for (int row = 0; program.changesInTime(variable) && row < size(variable); row++) {
                    lost[first + lane] |= !Double.isFinite(value(variable, row, lane));
                }
            }
        }
    }

    /** The values of the first lane by variable; null for variables that do not change in time. */
    double[][] ofFirstLane() {
        double[][] values = new double[program.variables().size()][];
        for (int variable = 0; variable < values.length; variable++) {
            if (program.changesInTime(variable)) {
                values[variable] = new double[size(variable)];
                for (int row = 0; row < values[variable].length; row++) {
                    values[variable][row] = value(variable, row, 0);
                }
            }
        }
        return values;
    }

    private int size(int variable) {
        return program.variables().get(variable).size();
    }

    private double value(int variable, int row, int lane) {
        return arena.get(Math.toIntExact(plan.field(variable).offset() + plan.position(variable, row) + lane));
    }
}
