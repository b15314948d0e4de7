package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import java.util.List;

/**
 * Writes the functions of a run: {@link #PREPARE} computes the values that depend on parameters only, {@link #START}
 * computes and records the currents at the initial states, {@link #STEPS} runs a number of time steps and records after
 * each. With a tape they write there the values that the adjoint needs.
 */
public final class ForwardEmitter {
    public static final String PREPARE = "prepare";
    public static final String START = "start";
    public static final String STEPS = "steps";

    private final IrModule module;
    private final MemoryPlan plan;
    private final PlaceEmitter places;
    private final TeamEmitter team;
    private final InjectionEmitter injection;
    private final SynapticSums synapses;
    private final DelayLineEmitter delayLines;
    private final StateClampEmitter stateClamps;

    public ForwardEmitter(IrModule module, MemoryPlan plan, TeamEmitter team) {
        this.module = module;
        this.plan = plan;
        this.team = team;
        places = new PlaceEmitter(plan);
        injection = new InjectionEmitter(plan, places);
        synapses = new SynapticSums(plan);
        delayLines = new DelayLineEmitter(plan);
        stateClamps = new StateClampEmitter(plan, places, null);
    }

    /**
     * Defines the preparation.
     *
     * @param loops the places of its loops in the table
     */
    public void definePrepare(List<Integer> loops) {
        module.entry(PREPARE, function -> {
            KernelArgument.loadAll(function);
            call(function, loops, KernelArgument.TAPE.value());
            function.returnVoid();
        });
    }

    /**
     * Defines the start.
     *
     * @param loops the places of its loops in the table
     */
    public void defineStart(List<Integer> loops) {
        module.entry(START, function -> {
            KernelArgument.loadAll(function);
            int before = plan.loops().beforeSynapses(plan.loops().start());
            call(function, loops.subList(0, before), KernelArgument.TAPE.value());
            delayLines.start(function);
            call(function, loops.subList(before, loops.size()), KernelArgument.TAPE.value());
            record(function, KernelArgument.TRACES.value());
            function.returnVoid();
        });
    }

    /**
     * Defines the time loop.
     *
     * @param loops the places of a step's loops in the table
     * @param tapeLayout the tape's layout; null for no tape
     */
    public void defineSteps(List<Integer> loops, TapeLayout tapeLayout) {
        int lanes = plan.layout().lanes();
        List<CableEmitter> cable = CableEmitter.of(plan, tapeLayout, null);
        module.entry(STEPS, function -> {
            KernelArgument.loadAll(function);
            function.loop(KernelArgument.STEPS.value(), 1, step -> {
                String samples = function.floatAt(
                        KernelArgument.WAVEFORMS.value(), function.multiply(step, (long) places.samples() * lanes));
                String tape = tapeLayout == null
                        ? KernelArgument.TAPE.value()
                        : function.floatAt(KernelArgument.TAPE.value(), function.multiply(step, tapeLayout.floats()));
                injection.forward(function, samples);
                stateClamps.forward(function, samples);
                synapses.forward(function);
                int before = plan.loops().beforeSynapses(plan.loops().step());
                call(function, loops.subList(0, before), tape);
                delayLines.forward(function, function.add(KernelArgument.FIRST_STEP.value(), step));
                call(function, loops.subList(before, loops.size()), tape);
                cable.forEach(code -> code.forward(function, samples, tapeLayout == null ? null : tape));
                record(
                        function,
                        function.floatAt(
                                KernelArgument.TRACES.value(),
                                function.multiply(step, (long) places.recordings() * lanes)));
            });
            function.returnVoid();
        });
    }

    private void call(IrFunction function, List<Integer> loops, String tape) {
        loops.forEach(place -> team.call(function, place, tape));
    }

    private void record(IrFunction function, String traces) {
        places.eachRecording(function, (vector, element, sample) -> {
            vector.store(
                    vector.load(function.floatAt(KernelArgument.ARENA.value(), element)),
                    function.floatAt(traces, sample));
        });
    }
}
