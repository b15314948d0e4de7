package dev.huxley.engine.llvm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The threads that share out the rows of one large block's sweeps, while it lasts; see {@link TeamCode}. The thread that
 * made it runs the time loop.
 */
final class RowTeam implements AutoCloseable {
    /**
     * Chunks of rows per thread. With one, a thread claims the same rows in nearly all steps, which stay in its cache; with
     * four, which would even out delays, a cell of 1,000 compartments takes twice as long.
     */
    private static final int CHUNKS = 1;

    private final BlockMemory memory;
    private final NativeMemory words = NativeMemory.ofLongs(TeamCode.WORDS);
    private final List<Future<?>> others = new ArrayList<>();

    /**
     * @param size the number of threads, the calling one included
     * @param work the function {@link TeamCode#WORK}
     * @param memory the block's memory
     */
    RowTeam(Workers workers, int size, NativeFunction work, BlockMemory memory) {
        this.memory = memory;
        words.set(TeamCode.STATE, TeamCode.NOTHING);
        words.set(TeamCode.CHUNKS, (long) CHUNKS * size);
        memory.setTeam(words.address());
        for (int i = 1; i < size; i++) {
            others.add(workers.submit(() -> memory.call(work)));
        }
    }

    @Override
    public void close() {
        words.set(TeamCode.STOP, 1L);
        // They end at once.
        Workers.awaitAll(others, () -> {});
        memory.setTeam(0);
        words.close();
    }
}
