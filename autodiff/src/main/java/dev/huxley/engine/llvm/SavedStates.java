package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.jit.NativeMemory;

/** Memory for states of blocks: the values that change in time, laid out as in the arena. */
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
