package dev.huxley.engine.llvm;

import java.util.List;

/**
 * The compiled forward functions of a layout; see {@link ForwardCode}.
 *
 * @param modules all code, freed with the kernel
 * @param tables the plan's tables
 * @param sweeps the table of sweeps
 * @param switches the ways that a copy of the table may go
 * @param slotTables where the arguments' elements lie in the arena
 * @param work what the other threads of a team run, see {@link TeamCode}; null if no sweep is large enough for a team
 */
record ForwardKernel(
        List<CompiledModule> modules,
        MemoryPlan plan,
        NativeMemory tables,
        NativeMemory sweeps,
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
        sweeps.close();
        slotTables.close();
    }
}
