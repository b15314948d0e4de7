package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.jit.NativeMemory;

/** Room for states of blocks: what changes in time, as it lies in the arena. */
final class SavedStates implements AutoCloseable {
    private final NativeMemory memory;
    private final long stateBytes;

    SavedStates(long count, long stateBytes) {
        this.stateBytes = stateBytes;
        memory = NativeMemory.uninitialized(Math.multiplyExact(count, stateBytes));
    }

    /** The address of a state. */
    long address(long number) {
        return memory.address() + number * stateBytes;
    }

    @Override
    public void close() {
        memory.close();
    }
}
