package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDManager;
import dev.huxley.engine.Kernel;
import dev.huxley.engine.Precision;
import dev.huxley.engine.Run;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.Program;
import dev.huxley.program.Stage.MembraneCurrent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A program on the llvm engine: its machine code, one forward version per layout and one adjoint version per layout and
 * set of wanted derivatives, compiled when first needed. The code stays until the kernel and all of its differentiable
 * runs are closed.
 */
final class LlvmKernel implements Kernel {
    private record AdjointKey(Layout layout, Wanted wanted) {}

    private final Program program;
    private final Precision precision;
    private final Target target;
    private final Map<Layout, ForwardKernel> forward = new HashMap<>();
    private final Map<AdjointKey, AdjointKernel> adjoint = new HashMap<>();
    private int openRuns;
    private boolean closed;

    LlvmKernel(Program program, Precision precision, Target target) {
        this.program = program;
        this.precision = precision;
        this.target = target;
        // Finds stages that the engine does not know before anything runs.
        new Frame(new MemoryPlan(program, new Layout(1, 1)), program.stages(), false);
    }

    @Override
    public Run run(NDManager owner, RunArguments arguments, boolean differentiable) {
        if (closed) {
            throw new IllegalStateException("this kernel is closed");
        }
        arguments.check(program);
        Layout layout = Layout.of(program, arguments.batch(), precision, target, differentiable);
        return new LlvmRun(this, layout, owner, arguments, differentiable);
    }

    Program program() {
        return program;
    }

    Precision precision() {
        return precision;
    }

    ForwardKernel forward(Layout layout) {
        return forward.computeIfAbsent(layout, absent -> {
            MemoryPlan plan = new MemoryPlan(program, layout);
            IrModule module = new IrModule(target, precision);
            ForwardCode code = new ForwardCode(module, plan);
            code.defineStart(null);
            code.defineSteps(null);
            return link(module, compiled -> forwardKernel(compiled, plan));
        });
    }

    AdjointKernel adjoint(Layout layout, Wanted wanted) {
        return adjoint.computeIfAbsent(new AdjointKey(layout, wanted), absent -> {
            MemoryPlan plan = new MemoryPlan(program, layout);
            List<MembraneCurrent> atStart = ForwardCode.currentsAtStart(program);
            Frame start = new Frame(plan, List.copyOf(atStart), false);
            Frame step = new Frame(plan, program.stages(), wanted.membrane(program));
            IrModule module = new IrModule(target, precision);
            ForwardCode code = new ForwardCode(module, plan);
            code.defineStart(start);
            code.defineSteps(step);
            AdjointCode backwards = new AdjointCode(module, plan, wanted);
            backwards.defineStart(start);
            backwards.defineSteps(step);
            return link(
                    module,
                    compiled -> new AdjointKernel(
                            compiled.function(AdjointCode.START),
                            compiled.function(AdjointCode.STEPS),
                            start.floats(),
                            step.floats(),
                            forwardKernel(compiled, plan)));
        });
    }

    private <T> T link(IrModule module, Function<CompiledModule, T> functions) {
        CompiledModule compiled = new CompiledModule(module.text(), target);
        try {
            return functions.apply(compiled);
        } catch (RuntimeException | Error e) {
            compiled.close();
            throw e;
        }
    }

    private static ForwardKernel forwardKernel(CompiledModule compiled, MemoryPlan plan) {
        NativeFunction start = compiled.function(ForwardCode.START);
        NativeFunction steps = compiled.function(ForwardCode.STEPS);
        return new ForwardKernel(compiled, plan, NativeMemory.of(plan.tables()), start, steps);
    }

    void retain() {
        openRuns++;
    }

    void release() {
        openRuns--;
        freeIfUnused();
    }

    @Override
    public void close() {
        closed = true;
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (closed && openRuns == 0) {
            forward.values().forEach(ForwardKernel::close);
            adjoint.values().forEach(AdjointKernel::close);
            forward.clear();
            adjoint.clear();
        }
    }
}
