package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDManager;
import dev.huxley.engine.RowReceiver;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.engine.llvm.plan.KernelLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs whose traces are handed over row by row. The blocks of all runs are tasks of one pool of threads; rows of one
 * block are of one run, so they have the same number of steps and share its waveforms.
 */
final class LlvmStream implements AutoCloseable {
    /** A block of rows of a run. */
    record Task(int run, int block) {}

    private final LlvmKernel kernel;
    private final KernelLayout layout;
    private final ForwardKernel forward;
    private final List<RunValues> values = new ArrayList<>();
    private final List<BatchBlocks> blocks = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<WaveformEpochs> epochs = new ArrayList<>();
    private final int every;
    private final RowReceiver receiver;
    private final RunControl control;

    LlvmStream(
            LlvmKernel kernel,
            KernelLayout layout,
            NDManager owner,
            List<RunArguments> runs,
            int every,
            RowReceiver receiver,
            RunControl control) {
        this.kernel = kernel;
        this.layout = layout;
        this.every = every;
        this.receiver = receiver;
        this.control = control;
        forward = kernel.forward(layout);
        try {
            for (int i = 0; i < runs.size(); i++) {
                epochs.add(WaveformEpochs.of(kernel.program(), runs.get(i)));
                values.add(new RunValues(runs.get(i), owner, kernel.addresses(), false));
                blocks.add(new BatchBlocks(runs.get(i).batch(), layout.lanes()));
                for (int block = 0; block < blocks.get(i).blocks(); block++) {
                    tasks.add(new Task(i, block));
                }
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    void run() {
        Workers.ofProcess()
                .run(
                        kernel.resources().threads(),
                        tasks.size(),
                        () -> new BlockStream(this, forward, receiver, control),
                        control::interrupt);
    }

    Task task(int number) {
        return tasks.get(number);
    }

    int tasks() {
        return tasks.size();
    }

    RunValues values(int run) {
        return values.get(run);
    }

    BatchBlocks blocks(int run) {
        return blocks.get(run);
    }

    WaveformEpochs epochs(int run) {
        return epochs.get(run);
    }

    int every() {
        return every;
    }

    /** The number of values of a recording of a row. */
    int columns(int run) {
        return values.get(run).steps() / every + 1;
    }

    /** The number of values of all recordings of the longest run in a row. */
    int longestRow() {
        int recordings = kernel.program().recordings().length;
        int longest = 0;
        for (int run = 0; run < values.size(); run++) {
            longest = Math.max(longest, Math.multiplyExact(recordings, columns(run)));
        }
        return longest;
    }

    /** A buffer for the traces of a block of any run. */
    StreamBuffers.Buffer takeBuffer() {
        return kernel.buffers().take((long) longestRow() * layout.lanes(), longestRow());
    }

    void giveBack(StreamBuffers.Buffer buffer) {
        kernel.buffers().giveBack(buffer);
    }

    /** The number of steps of a run at a time. */
    int bufferedSteps(int run) {
        return BufferedSteps.of(forward.plan(), values.get(run).steps());
    }

    /** The memory of one thread for blocks of a run, to be given back. */
    BlockMemory takeMemory(int run) {
        return kernel.takeMemory(new BlockMemories.Size(forward, bufferedSteps(run), 0, 0), values.get(run));
    }

    void giveBack(BlockMemory memory) {
        kernel.giveBack(memory);
    }

    @Override
    public void close() {
        values.forEach(RunValues::close);
    }
}
