package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDManager;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Narrowed;
import dev.huxley.engine.Precision;
import dev.huxley.engine.Resources;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.RunControl;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program on the llvm engine: its machine code, one forward version per layout and one adjoint version per layout and
 * set of wanted derivatives, compiled when first needed. The code stays until the kernel and all of its differentiable
 * runs are closed, which may happen on any thread.
 */
final class LlvmKernel implements Kernel {
    private record AdjointKey(Layout layout, Wanted wanted) {}

    private final Program program;
    private final SweepPlan sweeps;
    private final Precision precision;
    private final Resources resources;
    private final Target target;
    private final Map<Layout, ForwardKernel> forward = new HashMap<>();
    private final Map<AdjointKey, AdjointKernel> adjoint = new HashMap<>();
    private final Map<Layout, Integer> frameFloats = new HashMap<>();
    private TransferFunctions transfers;
    private int openRuns;
    private boolean closed;

    /** Finds stages that the engine does not know before anything runs. */
    LlvmKernel(Program program, Precision precision, Resources resources, Target target) {
        this.program = Narrowed.of(program, precision);
        this.precision = precision;
        this.resources = resources;
        this.target = target;
        sweeps = new SweepPlan(this.program);
    }

    @Override
    public Run run(NDManager owner, RunArguments arguments, boolean differentiable, RunControl control) {
        requireOpen();
        arguments.check(program);
        Layout layout = Layout.of(program, arguments.batch(), precision, target, differentiable);
        return new LlvmRun(this, layout, owner, arguments, differentiable, control);
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

    synchronized ForwardKernel forward(Layout layout) {
        return forward.computeIfAbsent(layout, absent -> {
            MemoryPlan plan = new MemoryPlan(sweeps, layout);
            try (KernelLinking linking = new KernelLinking(target, precision, plan)) {
                List<Integer> prepare = new ArrayList<>(linking.forward(sweeps.prepare()));
                prepare.addAll(linking.forward(sweeps.splitPrepare()));
                List<Integer> start = linking.forward(sweeps.start());
                List<Integer> steps = linking.step(sweeps);
                ForwardCode code = new ForwardCode(linking.main(), plan, linking.team());
                code.definePrepare(prepare);
                code.defineStart(start);
                code.defineSteps(steps, null);
                return linking.forwardKernel();
            }
        });
    }

    synchronized AdjointKernel adjoint(Layout layout, Wanted wanted) {
        return adjoint.computeIfAbsent(new AdjointKey(layout, wanted), absent -> {
            MemoryPlan plan = new MemoryPlan(sweeps, layout);
            Frame prepare = new Frame(plan, taped(sweeps.prepare(), wanted), List.of());
            Frame start = new Frame(plan, taped(sweeps.start(), wanted), List.of());
            Frame step = new Frame(plan, taped(sweeps.step(), wanted), program.stages());
            try (KernelLinking linking = new KernelLinking(target, precision, plan)) {
                ForwardCode code = new ForwardCode(linking.main(), plan, linking.team());
                List<Integer> preparation = linking.taped(prepare);
                code.definePrepare(preparation);
                code.defineStart(linking.taped(start));
                code.defineSteps(linking.taped(step), step);
                AdjointCode backwards = new AdjointCode(linking.main(), plan, linking.team(), wanted);
                backwards.definePrepare(preparation, linking.adjoint(prepare));
                backwards.defineStart(linking.adjoint(start));
                backwards.defineSteps(linking.adjoint(step), step);
                return linking.adjointKernel(Math.max(prepare.floats(), start.floats()), step.floats());
            }
        });
    }

    Resources resources() {
        return resources;
    }

    /** The transfers between blocks and arrays. */
    synchronized TransferFunctions transfers() {
        if (transfers == null) {
            transfers = TransferFunctions.compile(target, precision);
        }
        return transfers;
    }

    /** The size of a step's frame in a layout when all derivatives are wanted. */
    synchronized int frameFloats(Layout layout) {
        return frameFloats.computeIfAbsent(layout, absent -> {
            List<TapedSweep> taped = sweeps.step().stream()
                    .map(sweep -> TapedSweep.of(sweep, program, name -> true))
                    .toList();
            return new Frame(new MemoryPlan(sweeps, layout), taped, program.stages()).floats();
        });
    }

    private List<TapedSweep> taped(List<Sweep> list, Wanted wanted) {
        return list.stream()
                .map(sweep -> TapedSweep.of(sweep, program, name -> sweeps.isWanted(name, wanted)))
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
            forward.values().forEach(ForwardKernel::close);
            adjoint.values().forEach(AdjointKernel::close);
            forward.clear();
            adjoint.clear();
            if (transfers != null) {
                transfers.close();
                transfers = null;
            }
        }
    }
}
