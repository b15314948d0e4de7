package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.emit.TeamEmitter;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The threads that share the rows of one large block's loops during its run; see {@link TeamEmitter}. The thread that
 * made it runs the time loop.
 */
final class RowTeam implements AutoCloseable {
    /**
     * The number of chunks of rows per thread. With one, a thread claims the same rows in nearly all steps, and they
     * stay in its cache; with four, which would even out delays, a cell of 1,000 compartments takes twice as long.
     */
    private static final int CHUNKS = 1;

    private final BlockMemory memory;
    private final NativeMemory words = NativeMemory.ofLongs(TeamEmitter.WORDS);
    private final List<Future<?>> others = new ArrayList<>();

    /**
     * @param size the number of threads, the calling one included
     * @param work the function {@link TeamEmitter#WORK}
     * @param memory the block's memory
     */
    RowTeam(Workers workers, int size, NativeFunction work, BlockMemory memory) {
        this.memory = memory;
        words.set(TeamEmitter.STATE, TeamEmitter.NOTHING);
        words.set(TeamEmitter.CHUNKS, (long) CHUNKS * size);
        memory.setTeam(words.address());
        for (int i = 1; i < size; i++) {
            others.add(workers.submit(() -> memory.call(work)));
        }
    }

    @Override
    public void close() {
        words.set(TeamEmitter.STOP, 1L);
        // The tasks end at once.
        Workers.awaitAll(others, () -> {});
        memory.setTeam(0);
        words.close();
    }
}
