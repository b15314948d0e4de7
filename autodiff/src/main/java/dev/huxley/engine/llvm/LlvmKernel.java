package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Narrowed;
import dev.huxley.engine.RowReceiver;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.engine.llvm.emit.AdjointEmitter;
import dev.huxley.engine.llvm.emit.ForwardEmitter;
import dev.huxley.engine.llvm.emit.TransferFunctions;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.engine.llvm.plan.FusedLoop;
import dev.huxley.engine.llvm.plan.FusedLoopPlan;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.KernelLayout;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import dev.huxley.engine.llvm.plan.TapedLoop;
import dev.huxley.library.Resources;
import dev.huxley.program.Program;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program on the llvm engine: its machine code, one forward version per layout and one adjoint version per layout and
 * {@code GradientMask}, compiled when first needed. The code stays until the kernel and all of its differentiable runs
 * are closed, which may happen on any thread, or until nothing refers to them any more.
 */
public final class LlvmKernel implements Kernel {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    /** The floats (32 MB) of traces that a thread keeps until they are handed over, unless one register needs more. */
    private static final long STREAMED_FLOATS = 1 << 23;

    private final Program program;
    private final FusedLoopPlan loops;
    private final Precision precision;
    private final Resources resources;
    private final Target target;
    private final KernelCode code = new KernelCode();
    private final Cleaner.Cleanable freeing = FORGOTTEN.register(this, code::free);
    private final LastingAddresses addresses;
    private final Map<KernelLayout, Integer> tapeFloats = new HashMap<>();
    private int openRuns;
    private boolean closed;

    /** Compiles nothing yet, but rejects stages that the engine does not know. */
    public LlvmKernel(Program program, Precision precision, Resources resources, Target target) {
        this.program = Narrowed.of(program, precision);
        this.precision = precision;
        this.resources = resources;
        this.target = target;
        loops = new FusedLoopPlan(this.program);
        addresses = new LastingAddresses(program.arguments().size());
    }

    @Override
    public Run run(NDManager owner, RunArguments arguments, boolean differentiable, RunControl control) {
        requireOpen();
        arguments.check(program);
        KernelLayout layout = KernelLayout.of(program, arguments.batch(), precision, target, differentiable);
        try {
            return new LlvmRun(this, layout, owner, arguments, differentiable, control);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void stream(NDManager owner, List<RunArguments> runs, int every, RowReceiver receiver, RunControl control) {
        requireOpen();
        int batch = 1;
        long rows = 0;
        long floatsOfRow = 1;
        for (RunArguments arguments : runs) {
            arguments.check(program);
            batch = Math.max(batch, arguments.batch());
            rows += arguments.batch();
            long columns = arguments.steps() / every + 1L;
            floatsOfRow = Math.max(floatsOfRow, columns * program.recordings().length);
        }
        // Enough blocks for all threads and the memory, but no narrower than a register; a row's values do not depend
        // on the width.
        long share = Long.highestOneBit(Math.max(1, rows / resources.threads()));
        long fitting = Math.min(share, Long.highestOneBit(Math.max(1, STREAMED_FLOATS / floatsOfRow)));
        int register = target.vectorBytes() / NativeMemory.bytesOf(precision);
        int together = (int) Math.min(batch, Math.max(register, fitting));
        KernelLayout layout = KernelLayout.of(program, together, precision, target, false);
        try (LlvmStream stream = new LlvmStream(this, layout, owner, runs, every, receiver, control)) {
            stream.run();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this kernel is closed");
        }
    }

    Program program() {
        return program;
    }

    Precision precision() {
        return precision;
    }

    synchronized ForwardKernel forward(KernelLayout layout) {
        return code.forward().computeIfAbsent(layout, absent -> {
            MemoryPlan plan = new MemoryPlan(loops, layout);
            try (KernelLinking linking = new KernelLinking(target, precision, plan)) {
                List<Integer> prepare = new ArrayList<>(linking.forward(loops.prepare()));
                prepare.addAll(linking.forward(loops.splitPrepare()));
                List<Integer> start = linking.forward(loops.start());
                List<Integer> steps = linking.step(loops);
                ForwardEmitter emitter = new ForwardEmitter(linking.main(), plan, linking.team());
                emitter.definePrepare(prepare);
                emitter.defineStart(start);
                emitter.defineSteps(steps, null);
                return linking.forwardKernel();
            }
        });
    }

    synchronized AdjointKernel adjoint(KernelLayout layout, GradientMask wanted) {
        return code.adjoint().computeIfAbsent(new KernelCode.AdjointKey(layout, wanted), absent -> {
            MemoryPlan plan = new MemoryPlan(loops, layout);
            TapeLayout prepare = new TapeLayout(plan, taped(loops.prepare(), wanted), List.of());
            TapeLayout start = new TapeLayout(plan, taped(loops.start(), wanted), List.of());
            TapeLayout step = new TapeLayout(plan, taped(loops.step(), wanted), program.cableStages());
            try (KernelLinking linking = new KernelLinking(target, precision, plan)) {
                ForwardEmitter emitter = new ForwardEmitter(linking.main(), plan, linking.team());
                List<Integer> preparation = linking.taped(prepare);
                emitter.definePrepare(preparation);
                emitter.defineStart(linking.taped(start));
                emitter.defineSteps(linking.taped(step), step);
                AdjointEmitter backwards = new AdjointEmitter(linking.main(), plan, linking.team(), wanted);
                backwards.definePrepare(preparation, linking.adjoint(prepare));
                backwards.defineStart(linking.adjoint(start));
                backwards.defineSteps(linking.adjoint(step), step);
                return linking.adjointKernel(Math.max(prepare.floats(), start.floats()), step.floats());
            }
        });
    }

    LastingAddresses addresses() {
        return addresses;
    }

    /** A memory of one thread for blocks of a run, to be given back. */
    BlockMemory takeMemory(BlockMemories.Size size, RunValues values) {
        return code.memories().take(size, values, precision, transfers());
    }

    void giveBack(BlockMemory memory) {
        // Those of a run and of its adjoint.
        code.memories().giveBack(memory, 2 * resources.threads());
    }

    StreamBuffers buffers() {
        return code.buffers();
    }

    Resources resources() {
        return resources;
    }

    /** The transfers between blocks and arrays. */
    synchronized TransferFunctions transfers() {
        if (code.transfers() == null) {
            code.transfers(TransferFunctions.compile(target, precision));
        }
        return code.transfers();
    }

    /** The size of a step's part of the tape in a layout if all derivatives are needed. */
    synchronized int tapeFloats(KernelLayout layout) {
        return tapeFloats.computeIfAbsent(layout, absent -> {
            List<TapedLoop> taped = loops.step().stream()
                    .map(loop -> TapedLoop.of(loop, program, name -> true))
                    .toList();
            return new TapeLayout(new MemoryPlan(loops, layout), taped, program.cableStages()).floats();
        });
    }

    private List<TapedLoop> taped(List<FusedLoop> list, GradientMask wanted) {
        return list.stream()
                .map(loop -> TapedLoop.of(loop, program, name -> loops.isWanted(name, wanted)))
                .toList();
    }

    synchronized void retain() {
        openRuns++;
    }

    synchronized void release() {
        openRuns--;
        freeIfUnused();
    }

    @Override
    public synchronized void close() {
        closed = true;
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (closed && openRuns == 0) {
            freeing.clean();
        }
    }
}
