package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.TransferFunctions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The memories of blocks that no run uses now. They stay with the kernel, so that runs one after another, as in a fit,
 * allocate nothing that the system would have to clear.
 */
final class BlockMemories implements AutoCloseable {
    /**
     * The sizes of a memory; see {@link BlockMemory}.
     *
     * @param kernel whose layout it has
     */
    record Size(ForwardKernel kernel, int capacity, long tapeFloats, int startFloats) {}

    private final Deque<BlockMemory> free = new ArrayDeque<>();
    private boolean closed;

    /** A memory of this size, to be given back. */
    BlockMemory take(Size size, RunValues values, Precision precision, TransferFunctions transfers) {
        BlockMemory known = poll(size);
        if (known == null) {
            return new BlockMemory(size, values, precision, transfers);
        }
        known.reuse(values);
        return known;
    }

    private synchronized BlockMemory poll(Size size) {
        for (Iterator<BlockMemory> all = free.iterator(); all.hasNext(); ) {
            BlockMemory memory = all.next();
            if (memory.size().kernel() == size.kernel() && memory.size().equals(size)) {
                all.remove();
                return memory;
            }
        }
        return null;
    }

    /**
     * Takes a memory back.
     *
     * @param most the number of memories to keep; the one that was used least lately goes first
     */
    synchronized void giveBack(BlockMemory memory, int most) {
        if (closed) {
            memory.close();
            return;
        }
        free.push(memory);
        while (free.size() > most) {
            free.removeLast().close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(BlockMemory::close);
        free.clear();
    }
}
