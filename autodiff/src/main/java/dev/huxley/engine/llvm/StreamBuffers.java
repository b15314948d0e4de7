package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory for traces that are handed over and not kept. It stays with the kernel, so that runs one after another need no
 * new memory, which the system would have to clear.
 */
final class StreamBuffers implements AutoCloseable {
    /**
     * The memory of one thread.
     *
     * @param block the traces of a block of rows, in float32
     * @param row those of one row
     */
    record Buffer(NativeMemory block, float[] row) implements AutoCloseable {
        @Override
        public void close() {
            block.close();
        }
    }

    private final Deque<Buffer> free = new ArrayDeque<>();
    private boolean closed;

    /** A buffer for at least these numbers of floats, to be given back. */
    Buffer take(long blockFloats, int rowFloats) {
        Buffer last;
        synchronized (this) {
            last = free.poll();
        }
        if (last != null && last.block().bytes() >= blockFloats * Float.BYTES && last.row().length >= rowFloats) {
            return last;
        }
        if (last != null) {
            last.close();
        }
        return new Buffer(NativeMemory.ofNumbers(blockFloats, Precision.FLOAT32), new float[rowFloats]);
    }

    synchronized void giveBack(Buffer buffer) {
        if (closed) {
            buffer.close();
        } else {
            free.push(buffer);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        free.forEach(Buffer::close);
        free.clear();
    }
}
