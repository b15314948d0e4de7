package dev.huxley.engine.llvm;

/**
 * The compiled forward functions of a layout; see {@link ForwardCode}.
 *
 * @param tables the plan's tables
 */
record ForwardKernel(
        CompiledModule module, MemoryPlan plan, NativeMemory tables, NativeFunction start, NativeFunction steps)
        implements AutoCloseable {
    @Override
    public void close() {
        module.close();
        tables.close();
    }
}
