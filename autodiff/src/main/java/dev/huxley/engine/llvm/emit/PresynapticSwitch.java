package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.PresynapticSplit;
import java.util.List;

/**
 * The two variants of the loops over synapses of a type, as entries of a kernel's table of loops: the entries of the
 * chosen variant have their rows, those of the other none. See {@link PresynapticSplit}.
 *
 * @param together the loops that compute the first part once per compartment, and the rest
 * @param each the loop that computes everything for each synapse; the variant of tables that were not switched
 * @param split the condition of the first variant
 */
public record PresynapticSwitch(List<Entry> together, Entry each, PresynapticSplit split) {
    /**
     * A loop.
     *
     * @param place its place in the table
     * @param rows the number of its rows when it runs
     */
    public record Entry(int place, long rows) {
        private void set(NativeMemory table, boolean runs) {
            table.set(place + FusedLoopTable.ROWS, runs ? rows : 0L);
        }
    }

    /** Chooses the variant for the parameters in an arena. */
    public void choose(MemoryPlan plan, NativeMemory arena, NativeMemory table) {
        boolean equal = arena.hasViews()
                && split.parameters().stream().allMatch(variable -> isEqualFromEveryCompartment(plan, arena, variable));
        together.forEach(entry -> entry.set(table, equal));
        each.set(table, !equal);
    }

    private boolean isEqualFromEveryCompartment(MemoryPlan plan, NativeMemory arena, int variable) {
        int lanes = plan.layout().lanes();
        int start = plan.field(variable).offset(split.synapses().rowClass(), plan.layout());
        int[] leaders = split.leaders();
        for (int i = 0; i < leaders.length; i++) {
            for (int lane = 0; lane < lanes; lane++) {
                if (arena.get(start + i * lanes + lane) != arena.get(start + leaders[i] * lanes + lane)) {
                    return false;
                }
            }
        }
        return true;
    }
}
