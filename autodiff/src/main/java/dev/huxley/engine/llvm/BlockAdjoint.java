package dev.huxley.engine.llvm;

import dev.huxley.engine.RunControl;
import dev.huxley.engine.llvm.plan.CheckpointPlan;

/** The work of one thread in the adjoint of a run: it takes blocks of the batch backward through all steps. */
final class BlockAdjoint implements Workers.Worker, CheckpointPlan.Actions {
    private final LlvmRun run;
    private final ForwardKernel forward;
    private final AdjointKernel adjoint;
    private final long cotangents;
    private final Gradients gradients;
    private final int capacity;
    private final BlockMemory memory;
    /** Null if the threads are busy with other blocks. */
    private final RowTeam team;

    private final SavedStates slots;
    private final RunControl control;
    private int task;
    private int block;

    /**
     * @param forward runs steps without a tape
     * @param cotangents the address of the cotangents of the traces of the whole batch
     */
    BlockAdjoint(
            LlvmRun run,
            ForwardKernel forward,
            AdjointKernel adjoint,
            long cotangents,
            Gradients gradients,
            RunControl control) {
        this.run = run;
        this.control = control;
        this.forward = forward;
        this.adjoint = adjoint;
        this.cotangents = cotangents;
        this.gradients = gradients;
        int tape = run.checkpoints().tapeSteps();
        capacity = Math.max(tape, run.bufferedSteps());
        memory = run.takeMemory(adjoint.taped(), capacity, (long) tape * adjoint.stepFloats(), adjoint.startFloats());
        slots = run.savedStates(run.checkpoints().slots());
        team = run.team(adjoint.taped(), memory);
    }

    @Override
    public void run(int task) {
        this.task = task;
        gradients.begin(task);
        BatchBlocks blocks = run.blocks();
        for (block = blocks.firstBlock(task); block < blocks.firstBlock(task + 1); block++) {
            memory.load(blocks.firstRow(block), blocks.rows(block));
            memory.callStart(adjoint.taped().prepare());
            memory.clearCotangents();
            run.checkpoints().backwards(this);
            memory.loadCotangents(cotangents, 0, 1);
            memory.callStart(adjoint.startAdjoint());
            memory.callStart(adjoint.prepareAdjoint());
            memory.readGradients(gradients, task);
        }
    }

    @Override
    public void restoreKept(int number) {
        memory.restoreFrom(run.kept(block, number));
    }

    @Override
    public void restore(int slot) {
        memory.restoreFrom(slots.address(slot));
    }

    @Override
    public void save(int slot) {
        memory.saveTo(slots.address(slot));
    }

    @Override
    public void advance(int from, int to) {
        memory.use(forward);
        if (from == 0) {
            memory.callStart(forward.start());
        }
        for (int begin = from; begin < to; begin += capacity) {
            control.check();
            int end = Math.min(to, begin + capacity);
            memory.loadWaveforms(begin, end);
            memory.callSteps(forward.steps(), begin, end);
        }
        memory.use(adjoint.taped());
    }

    @Override
    public void pull(int from, int to) {
        control.check();
        if (from == 0) {
            memory.callStart(adjoint.taped().start());
        }
        memory.loadWaveforms(from, to);
        memory.callSteps(adjoint.taped().steps(), from, to);
        memory.loadCotangents(cotangents, from + 1, to - from);
        memory.callSteps(adjoint.stepsAdjoint(), from, to);
        memory.readWaveformGradients(gradients, task, from, to);
    }

    @Override
    public void close() {
        if (team != null) {
            team.close();
        }
        run.giveBack(memory);
        slots.close();
    }
}
