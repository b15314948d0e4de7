package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.emit.PresynapticSwitch;
import dev.huxley.engine.llvm.emit.SlotTables;
import dev.huxley.engine.llvm.jit.CompiledModule;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import java.util.List;

/**
 * The compiled forward functions of a layout; see {@code ForwardEmitter}.
 *
 * @param modules all code, freed with the kernel
 * @param tables the plan's tables
 * @param loops the table of loops
 * @param switches the variants that a copy of the table may choose
 * @param slotTables the places of the arguments' elements in the arena
 * @param work the function of the other threads of a team, see {@code TeamEmitter}; null if no loop is large enough for
 *     a team
 */
record ForwardKernel(
        List<CompiledModule> modules,
        MemoryPlan plan,
        NativeMemory tables,
        NativeMemory loops,
        List<PresynapticSwitch> switches,
        SlotTables slotTables,
        NativeFunction prepare,
        NativeFunction start,
        NativeFunction steps,
        NativeFunction work)
        implements AutoCloseable {
    @Override
    public void close() {
        modules.forEach(CompiledModule::close);
        tables.close();
        loops.close();
        slotTables.close();
    }
}
