package dev.huxley.engine.llvm;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.emit.AdjointEmitter;
import dev.huxley.engine.llvm.emit.ForwardEmitter;
import dev.huxley.engine.llvm.emit.FusedLoopEmitter;
import dev.huxley.engine.llvm.emit.FusedLoopTable;
import dev.huxley.engine.llvm.emit.PresynapticSwitch;
import dev.huxley.engine.llvm.emit.SlotTables;
import dev.huxley.engine.llvm.emit.TeamEmitter;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.jit.CompiledModule;
import dev.huxley.engine.llvm.jit.NativeFunction;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.engine.llvm.plan.FusedLoop;
import dev.huxley.engine.llvm.plan.FusedLoopPlan;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.PresynapticSplit;
import dev.huxley.engine.llvm.plan.TapeLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Compiles the loops of a kernel, one module each, and the module of its time loops, and puts them together. Loops are
 * compiled on other threads while the texts of the next ones are written. Compiled code is freed when the linking is
 * closed, unless a kernel has taken it over.
 */
final class KernelLinking implements AutoCloseable {
    private final Target target;
    private final Precision precision;
    private final MemoryPlan plan;
    private final IrModule main;
    private final FusedLoopTable table = new FusedLoopTable();
    private final TeamEmitter team;
    /** The modules of the loops by their places in the table. */
    private final Map<Integer, CompletableFuture<CompiledModule>> loops = new LinkedHashMap<>();

    private final List<PresynapticSwitch> switches = new ArrayList<>();
    private CompiledModule timeLoops;
    private boolean taken;

    KernelLinking(Target target, Precision precision, MemoryPlan plan) {
        this.target = target;
        this.precision = precision;
        this.plan = plan;
        main = new IrModule(target, precision);
        team = new TeamEmitter(main, table, plan.layout());
    }

    /** The module of the time loops. */
    IrModule main() {
        return main;
    }

    /** The code by which the time loops call loops. */
    TeamEmitter team() {
        return team;
    }

    /** Compiles loops; returns their places in the table. */
    List<Integer> forward(List<FusedLoop> loops) {
        return loops.stream()
                .map(loop -> add(FusedLoopEmitter.forward(target, precision, plan, loop), loop))
                .toList();
    }

    /**
     * Compiles the loops of a step, in both variants where they are split.
     *
     * @return their places in the table
     */
    List<Integer> step(FusedLoopPlan plan) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < plan.step().size(); i++) {
            PresynapticSplit split = plan.splits().get(i);
            if (split == null) {
                places.addAll(forward(List.of(plan.step().get(i))));
                continue;
            }
            List<Integer> together = new ArrayList<>(forward(split.compartments()));
            together.addAll(forward(List.of(split.synapses())));
            int each = forward(List.of(plan.step().get(i))).get(0);
            switches.add(
                    new PresynapticSwitch(together.stream().map(this::entry).toList(), entry(each), split));
            together.forEach(table::leaveOut);
            places.addAll(together);
            places.add(each);
        }
        return places;
    }

    private PresynapticSwitch.Entry entry(int place) {
        return new PresynapticSwitch.Entry(place, table.rows(place));
    }

    /** Compiles the loops that write the tape of this layout; returns their places in the table. */
    List<Integer> taped(TapeLayout tapeLayout) {
        return IntStream.range(0, tapeLayout.loops().size())
                .mapToObj(i -> add(
                        FusedLoopEmitter.taped(target, precision, plan, tapeLayout, i),
                        tapeLayout.loops().get(i).loop()))
                .toList();
    }

    /** Compiles the adjoints of the loops that read the tape of this layout; returns their places in the table. */
    List<Integer> adjoint(TapeLayout tapeLayout) {
        return IntStream.range(0, tapeLayout.loops().size())
                .mapToObj(i -> add(
                        FusedLoopEmitter.adjoint(target, precision, plan, tapeLayout, i),
                        tapeLayout.loops().get(i).loop()))
                .toList();
    }

    /** Compiles the time loops; the kernel owns everything from now on. */
    ForwardKernel forwardKernel() {
        timeLoops = new CompiledModule(main.text(), target);
        List<CompiledModule> modules = new ArrayList<>(List.of(timeLoops));
        loops.forEach((place, compiling) -> {
            CompiledModule compiled = await(compiling);
            modules.add(compiled);
            table.link(place, compiled.address(FusedLoopEmitter.NAME));
        });
        NativeFunction prepare = timeLoops.function(ForwardEmitter.PREPARE);
        NativeFunction start = timeLoops.function(ForwardEmitter.START);
        NativeFunction steps = timeLoops.function(ForwardEmitter.STEPS);
        taken = true;
        return new ForwardKernel(
                List.copyOf(modules),
                plan,
                NativeMemory.of(plan.tables()),
                NativeMemory.of(table.words()),
                List.copyOf(switches),
                new SlotTables(plan),
                prepare,
                start,
                steps,
                team.isDefined() ? timeLoops.function(TeamEmitter.WORK) : null);
    }

    /** Compiles the time loops and their adjoints; the kernel owns everything from now on. */
    AdjointKernel adjointKernel(int startFloats, int stepFloats) {
        ForwardKernel forward = forwardKernel();
        return new AdjointKernel(
                timeLoops.function(AdjointEmitter.PREPARE),
                timeLoops.function(AdjointEmitter.START),
                timeLoops.function(AdjointEmitter.STEPS),
                startFloats,
                stepFloats,
                forward);
    }

    @Override
    public void close() {
        if (!taken) {
            if (timeLoops != null) {
                timeLoops.close();
            }
            // Code that is still being compiled is freed as soon as it is done.
            loops.values().forEach(compiling -> compiling.thenAccept(CompiledModule::close));
        }
    }

    private int add(FusedLoopEmitter.Text code, FusedLoop loop) {
        int rows = plan.classes().members(loop.rowClass()).length;
        int place = table.add(rows, code.operations(), code.numbers());
        loops.put(place, CompiledModule.inBackground(code.module().text(), target));
        return place;
    }

    private static CompiledModule await(CompletableFuture<CompiledModule> compiling) {
        try {
            return compiling.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
