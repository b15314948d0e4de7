package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Precision;
import dev.huxley.engine.LostStep;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.CheckpointPlan;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.KernelLayout;
import dev.huxley.program.Program;
import java.lang.ref.Reference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A run of the llvm engine: the batch goes through the kernel in blocks of the layout's lanes, on several threads, each
 * block a number of steps at a time. For the adjoint it keeps the states that its {@link CheckpointPlan} names.
 */
final class LlvmRun implements Run {
    /** The size (bytes) of a tape that stays in the second-level cache. */
    private static final long CACHED_TAPE = 512 * 1024;
    /** The size (bytes) of a tape that stays in a core's share of the third-level cache. */
    private static final long LARGE_TAPE = 4 * 1024 * 1024;
    /** The least number of steps of a tape; a shorter one costs more in restored states than it saves in the cache. */
    private static final int FEWEST_TAPED_STEPS = 16;
    /**
     * The least size of a tape, in sizes of a state with delay lines, since a state is saved and restored for every
     * tape.
     */
    private static final int TAPE_OF_STATE = 4;

    private final LlvmKernel kernel;
    private final Program program;
    private final KernelLayout layout;
    private final ForwardKernel forward;
    private final RunValues values;
    private final BatchBlocks blocks;
    private final NDArray traces;
    private final RunArguments arguments;
    /** For every row of the batch whether a state is not finite at the end. */
    private final boolean[] lost;

    /** Null if the run is not differentiable. */
    private final CheckpointPlan checkpoints;
    /** The states that the forward pass keeps, block by block; null if the run is not differentiable. */
    private final SavedStates kept;

    private boolean closed;

    LlvmRun(
            LlvmKernel kernel,
            KernelLayout layout,
            NDManager owner,
            RunArguments arguments,
            boolean differentiable,
            RunControl control) {
        this.kernel = kernel;
        this.layout = layout;
        this.arguments = arguments;
        lost = new boolean[arguments.batch()];
        program = kernel.program();
        blocks = new BatchBlocks(arguments.batch(), layout.lanes());
        forward = kernel.forward(layout);
        checkpoints = differentiable ? plan(arguments.steps()) : null;
        values = new RunValues(arguments, owner, kernel.addresses(), differentiable);
        NDArray result = null;
        SavedStates states = null;
        try {
            states = differentiable ? savedStates((long) blocks.blocks() * checkpoints.kept()) : null;
            kept = states;
            Shape shape = new Shape(values.batch(), program.recordings().length, values.steps() + 1);
            result = ArrayMemory.uninitialized(owner, shape);
            forward(owner, result, control);
        } catch (RuntimeException | Error e) {
            values.close();
            if (states != null) {
                states.close();
            }
            if (result != null) {
                result.close();
            }
            throw e;
        }
        traces = result;
        if (differentiable) {
            kernel.retain();
        } else {
            values.close();
        }
    }

    @Override
    public NDArray traces() {
        return traces;
    }

    @Override
    public int[] lostRows() {
        return IntStream.range(0, lost.length).filter(row -> lost[row]).toArray();
    }

    @Override
    public LostStep lostStep(NDManager manager, int row, int stride, RunControl control) {
        RunArguments own = arguments.row(row);
        Precision precision = kernel.precision();
        BlockMemories.Size size = new BlockMemories.Size(forward, stride, 0, 0);
        try (RunValues ownValues = new RunValues(own, manager, kernel.addresses(), false);
                BlockMemory memory = new BlockMemory(size, ownValues, precision, kernel.transfers());
                SavedStates saved = new SavedStates(1, BlockMemory.stateBytes(forward.plan(), precision))) {
            return new LostStepSearch(forward, memory, saved, control).find(own.steps(), stride);
        } finally {
            Reference.reachabilityFence(kernel);
        }
    }

    boolean[] lost() {
        return lost;
    }

    @Override
    public NDList adjoint(NDManager owner, NDArray cotangent, boolean[] wanted, RunControl control) {
        if (checkpoints == null || closed) {
            throw new IllegalStateException("this run was not made for differentiation, or is closed");
        }
        AdjointKernel adjoint = kernel.adjoint(layout, GradientMask.of(program, wanted));
        try (NDManager scratch = owner.newSubManager();
                Gradients gradients = new Gradients(owner, values, wanted, blocks.tasks())) {
            long cotangents = ArrayMemory.address(cotangent, scratch);
            runTasks(control, () -> new BlockAdjoint(this, forward, adjoint, cotangents, gradients, control));
            return gradients.finish();
        } finally {
            Reference.reachabilityFence(kernel);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (checkpoints != null) {
                values.close();
                kept.close();
                kernel.release();
            }
        }
    }

    RunValues values() {
        return values;
    }

    BatchBlocks blocks() {
        return blocks;
    }

    /** Null if the run is not differentiable. */
    CheckpointPlan checkpoints() {
        return checkpoints;
    }

    /** The address at which the forward pass keeps a state of a block. */
    long kept(int block, int number) {
        return kept.address((long) block * checkpoints.kept() + number);
    }

    /** Allocates this many states of a block. */
    SavedStates savedStates(long count) {
        return new SavedStates(count, BlockMemory.stateBytes(forward.plan(), kernel.precision()));
    }

    /** The number of steps to run at a time. */
    int bufferedSteps() {
        return BufferedSteps.of(forward.plan(), values.steps());
    }

    /** Threads that share the rows of a large block, if there is no other block for them; else null. */
    RowTeam team(ForwardKernel used, BlockMemory memory) {
        int threads = kernel.resources().threads();
        boolean pays = blocks.blocks() == 1 && threads > 1 && used.work() != null;
        return pays ? new RowTeam(Workers.ofProcess(), threads, used.work(), memory) : null;
    }

    /** The memory of one thread, to be given back. */
    BlockMemory takeMemory(ForwardKernel used, int capacity, long tapeFloats, int startFloats) {
        return kernel.takeMemory(new BlockMemories.Size(used, capacity, tapeFloats, startFloats), values);
    }

    void giveBack(BlockMemory memory) {
        kernel.giveBack(memory);
    }

    private void forward(NDManager owner, NDArray result, RunControl control) {
        long address = ArrayMemory.addressOfNew(result, owner);
        runTasks(control, () -> new BlockForward(this, forward, address, control));
    }

    private void runTasks(RunControl control, Supplier<Workers.Worker> workers) {
        Workers.ofProcess().run(kernel.resources().threads(), blocks.tasks(), workers, control::interrupt);
    }

    private long tapeBytes(long stepBytes) {
        long bytes = Math.max(CACHED_TAPE, Math.min(LARGE_TAPE, FEWEST_TAPED_STEPS * stepBytes));
        return program.delayLines().isEmpty()
                ? bytes
                : Math.max(bytes, TAPE_OF_STATE * BlockMemory.stateBytes(forward.plan(), kernel.precision()));
    }

    private CheckpointPlan plan(int steps) {
        long stepBytes = (long) kernel.tapeFloats(layout) * NativeMemory.bytesOf(kernel.precision());
        CheckpointPlan.Demand demand = new CheckpointPlan.Demand(
                steps,
                BlockMemory.stateBytes(forward.plan(), kernel.precision()),
                stepBytes,
                blocks.blocks(),
                Math.min(kernel.resources().threads(), blocks.tasks()),
                tapeBytes(stepBytes));
        return CheckpointPlan.of(demand, kernel.resources().checkpointBytes());
    }
}
