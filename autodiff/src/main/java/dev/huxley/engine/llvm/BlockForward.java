package dev.huxley.engine.llvm;

import dev.huxley.engine.RunControl;

/** The work of one thread in the forward pass of a run: it takes blocks of the batch through all steps. */
final class BlockForward implements Workers.Worker {
    private final LlvmRun run;
    private final ForwardKernel kernel;
    private final BlockMemory memory;
    /** Null if the threads are busy with other blocks. */
    private final RowTeam team;

    private final int capacity;
    private final long traces;
    private final RunControl control;

    /**
     * @param traces the address of the traces of the whole batch
     */
    BlockForward(LlvmRun run, ForwardKernel kernel, long traces, RunControl control) {
        this.run = run;
        this.control = control;
        this.kernel = kernel;
        this.traces = traces;
        capacity = run.bufferedSteps();
        memory = run.takeMemory(kernel, capacity, 0, 0);
        team = run.team(kernel, memory);
    }

    @Override
    public void run(int task) {
        BatchBlocks blocks = run.blocks();
        for (int block = blocks.firstBlock(task); block < blocks.firstBlock(task + 1); block++) {
            memory.load(blocks.firstRow(block), blocks.rows(block));
            runBlock(block);
        }
    }

    private void runBlock(int block) {
        // The state before the start, which the adjoint repeats.
        keep(block, 0);
        memory.callStart(kernel.prepare());
        memory.callStart(kernel.start());
        memory.readTraces(traces, 0, 1);
        int steps = run.values().steps();
        int length =
                run.checkpoints() == null ? steps : run.checkpoints().lengths().get(0);
        double part = 1.0 / steps / run.blocks().blocks();
        for (int from = 0; from < steps; ) {
            control.check();
            int next = Math.min(steps - from, length - from % length);
            int to = from + Math.min(capacity, next);
            if (from > 0 && from % length == 0) {
                keep(block, from / length);
            }
            memory.loadWaveforms(from, to);
            memory.callSteps(kernel.steps(), from, to);
            memory.readTraces(traces, from + 1, to - from);
            control.advanced((to - from) * part);
            from = to;
        }
        memory.markLost(run.lost());
    }

    private void keep(int block, int number) {
        if (run.checkpoints() != null) {
            memory.saveTo(run.kept(block, number));
        }
    }

    @Override
    public void close() {
        if (team != null) {
            team.close();
        }
        run.giveBack(memory);
    }
}
