package dev.huxley.engine.llvm;

import dev.huxley.engine.RowReceiver;
import dev.huxley.engine.RunControl;
import java.util.Arrays;

/** The work of one thread in runs whose traces are handed over: it takes blocks of rows through all steps. */
final class BlockStream implements Workers.Worker {
    private final LlvmStream stream;
    private final ForwardKernel kernel;
    private final RowReceiver receiver;
    private final RunControl control;
    private final StreamBuffers.Buffer buffer;
    /** The memory for blocks of the run of the last task; null before the first. */
    private BlockMemory memory;

    private int run = -1;
    /** The steps whose equal samples the memory holds: the first, and how many; 0 for none. */
    private int constantFrom;

    private int constantSteps;

    BlockStream(LlvmStream stream, ForwardKernel kernel, RowReceiver receiver, RunControl control) {
        this.stream = stream;
        this.kernel = kernel;
        this.receiver = receiver;
        this.control = control;
        buffer = stream.takeBuffer();
    }

    @Override
    public void run(int task) {
        LlvmStream.Task own = stream.task(task);
        if (own.run() != run) {
            release();
            memory = stream.takeMemory(own.run());
            run = own.run();
            constantSteps = 0;
        }
        BatchBlocks blocks = stream.blocks(run);
        int first = blocks.firstRow(own.block());
        int count = blocks.rows(own.block());
        memory.load(first, count);
        advance();
        boolean[] lost = new boolean[first + count];
        memory.markLost(lost);
        hand(lost, first, count);
    }

    private void advance() {
        int steps = stream.values(run).steps();
        int columns = stream.columns(run);
        int every = stream.every();
        int capacity = stream.bufferedSteps(run);
        double part = 1.0 / steps / stream.tasks();
        long rows = buffer.block().address();
        memory.callStart(kernel.prepare());
        memory.callStart(kernel.start());
        memory.readSomeTraces(rows, columns, 0, 1, every);
        long computed = 0;
        for (int from = 0; from < steps; ) {
            control.check();
            int to = Math.min(steps, from + capacity);
            loadWaveforms(from, to);
            long begin = System.nanoTime();
            memory.callSteps(kernel.steps(), from, to);
            computed += System.nanoTime() - begin;
            memory.readSomeTraces(rows, columns, from + 1, to - from, every);
            control.advanced((to - from) * part);
            from = to;
        }
        control.computed(computed);
    }

    /** Fills the waveforms of steps, unless those of steps before are the same. */
    private void loadWaveforms(int from, int to) {
        WaveformEpochs epochs = stream.epochs(run);
        boolean isConstant = epochs.areConstant(from, to);
        if (isConstant && to - from <= constantSteps && epochs.areSame(from, constantFrom)) {
            return;
        }
        memory.loadWaveforms(from, to);
        constantFrom = from;
        constantSteps = isConstant ? to - from : 0;
    }

    private void hand(boolean[] lost, int first, int count) {
        int length = kernel.plan().program().recordings().length * stream.columns(run);
        for (int i = 0; i < count; i++) {
            if (lost[first + i]) {
                Arrays.fill(buffer.row(), 0, length, Float.NaN);
            } else {
                buffer.block().read((long) i * length, buffer.row(), length);
            }
            receiver.accept(run, first + i, buffer.row(), 0, length);
        }
    }

    private void release() {
        if (memory != null) {
            stream.giveBack(memory);
            memory = null;
        }
    }

    @Override
    public void close() {
        release();
        stream.giveBack(buffer);
    }
}
