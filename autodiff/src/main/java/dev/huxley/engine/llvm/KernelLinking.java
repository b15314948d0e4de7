package dev.huxley.engine.llvm;

import dev.huxley.engine.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Compiles the sweeps of a kernel, one module each, and the module of its time loops, and puts them together. Sweeps are
 * compiled on other threads while the texts of the next ones are written. What was compiled is freed when the linking is
 * closed, unless a kernel has taken it over.
 */
final class KernelLinking implements AutoCloseable {
    private final Target target;
    private final Precision precision;
    private final MemoryPlan plan;
    private final IrModule main;
    private final SweepTable table = new SweepTable();
    private final TeamCode team;
    /** The modules of the sweeps by their places in the table. */
    private final Map<Integer, CompletableFuture<CompiledModule>> sweeps = new LinkedHashMap<>();

    private final List<PresynapticSwitch> switches = new ArrayList<>();
    private CompiledModule loops;
    private boolean taken;

    KernelLinking(Target target, Precision precision, MemoryPlan plan) {
        this.target = target;
        this.precision = precision;
        this.plan = plan;
        main = new IrModule(target, precision);
        team = new TeamCode(main, table, plan.layout());
    }

    /** The module of the time loops. */
    IrModule main() {
        return main;
    }

    /** The code by which the time loops call sweeps. */
    TeamCode team() {
        return team;
    }

    /** Compiles sweeps; returns their places in the table. */
    List<Integer> forward(List<Sweep> sweeps) {
        return sweeps.stream()
                .map(sweep -> add(SweepCode.forward(target, precision, plan, sweep), sweep))
                .toList();
    }

    /**
     * Compiles the sweeps of a step, both ways through those that are split.
     *
     * @return their places in the table
     */
    List<Integer> step(SweepPlan plan) {
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

    /** Compiles the sweeps of a frame, which write the tape; returns their places in the table. */
    List<Integer> taped(Frame frame) {
        return IntStream.range(0, frame.sweeps().size())
                .mapToObj(i -> add(
                        SweepCode.taped(target, precision, plan, frame, i),
                        frame.sweeps().get(i).sweep()))
                .toList();
    }

    /** Compiles the adjoints of the sweeps of a frame; returns their places in the table. */
    List<Integer> adjoint(Frame frame) {
        return IntStream.range(0, frame.sweeps().size())
                .mapToObj(i -> add(
                        SweepCode.adjoint(target, precision, plan, frame, i),
                        frame.sweeps().get(i).sweep()))
                .toList();
    }

    /** Compiles the time loops; the kernel owns everything from now on. */
    ForwardKernel forwardKernel() {
        loops = new CompiledModule(main.text(), target);
        List<CompiledModule> modules = new ArrayList<>(List.of(loops));
        sweeps.forEach((place, compiling) -> {
            CompiledModule compiled = await(compiling);
            modules.add(compiled);
            table.link(place, compiled.address(SweepCode.NAME));
        });
        NativeFunction prepare = loops.function(ForwardCode.PREPARE);
        NativeFunction start = loops.function(ForwardCode.START);
        NativeFunction steps = loops.function(ForwardCode.STEPS);
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
                team.isDefined() ? loops.function(TeamCode.WORK) : null);
    }

    /** Compiles the time loops and their adjoints; the kernel owns everything from now on. */
    AdjointKernel adjointKernel(int startFloats, int stepFloats) {
        ForwardKernel forward = forwardKernel();
        return new AdjointKernel(
                loops.function(AdjointCode.PREPARE),
                loops.function(AdjointCode.START),
                loops.function(AdjointCode.STEPS),
                startFloats,
                stepFloats,
                forward);
    }

    @Override
    public void close() {
        if (!taken) {
            if (loops != null) {
                loops.close();
            }
            // Also those that are still being compiled, as soon as they are.
            sweeps.values().forEach(compiling -> compiling.thenAccept(CompiledModule::close));
        }
    }

    private int add(SweepCode.Text code, Sweep sweep) {
        int rows = plan.classes().members(sweep.rowClass()).length;
        int place = table.add(rows, code.operations(), code.numbers());
        sweeps.put(place, CompiledModule.inBackground(code.module().text(), target));
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
