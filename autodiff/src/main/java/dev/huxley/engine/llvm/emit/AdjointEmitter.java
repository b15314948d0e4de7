package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.ir.IrModule;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.engine.llvm.plan.TapeLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the adjoint of a run: {@link #STEPS} goes back through the steps that are on the tape, {@link #START} through
 * the currents at the initial states, {@link #PREPARE} through the preparation. The cotangents of changing variables
 * are in the arena's mirror, and each adjoint step takes them from after a step to before it; those of parameters,
 * prepared values and couplings are added up there.
 */
public final class AdjointEmitter {
    public static final String PREPARE = "prepareAdjoint";
    public static final String START = "startAdjoint";
    public static final String STEPS = "stepsAdjoint";

    private final IrModule module;
    private final MemoryPlan plan;
    private final GradientMask wanted;
    private final PlaceEmitter places;
    private final TeamEmitter team;
    private final InjectionEmitter injection;
    private final SynapticSums synapses;
    private final DelayLineEmitter delayLines;
    private final StateClampEmitter stateClamps;

    public AdjointEmitter(IrModule module, MemoryPlan plan, TeamEmitter team, GradientMask wanted) {
        this.module = module;
        this.plan = plan;
        this.team = team;
        this.wanted = wanted;
        places = new PlaceEmitter(plan);
        injection = new InjectionEmitter(plan, places);
        synapses = new SynapticSums(plan);
        delayLines = new DelayLineEmitter(plan);
        stateClamps = new StateClampEmitter(plan, places, wanted);
    }

    /**
     * Defines the adjoint of {@link ForwardEmitter#PREPARE}, which repeats the preparation: the start has overwritten
     * its tape.
     *
     * @param forward the places of the loops in the table
     * @param loops the places of their adjoints
     */
    public void definePrepare(List<Integer> forward, List<Integer> loops) {
        module.entry(PREPARE, function -> {
            KernelArgument.loadAll(function);
            forward.forEach(place -> team.call(function, place, KernelArgument.TAPE.value()));
            backwards(function, loops, KernelArgument.TAPE.value());
            function.returnVoid();
        });
    }

    /** Defines the adjoint of {@link ForwardEmitter#START} with these loops. */
    public void defineStart(List<Integer> loops) {
        module.entry(START, function -> {
            KernelArgument.loadAll(function);
            recordAdjoint(function, KernelArgument.TRACES.value());
            int before = plan.loops().beforeSynapses(plan.loops().start());
            backwards(function, loops.subList(before, loops.size()), KernelArgument.TAPE.value());
            delayLines.startAdjoint(function);
            backwards(function, loops.subList(0, before), KernelArgument.TAPE.value());
            function.returnVoid();
        });
    }

    /** Defines the adjoint of {@link ForwardEmitter#STEPS} with these loops. */
    public void defineSteps(List<Integer> loops, TapeLayout tapeLayout) {
        int lanes = plan.layout().lanes();
        List<CableEmitter> cable = new ArrayList<>(CableEmitter.of(plan, tapeLayout, wanted));
        Collections.reverse(cable);
        module.entry(STEPS, function -> {
            KernelArgument.loadAll(function);
            function.loopBackwards(KernelArgument.STEPS.value(), step -> {
                recordAdjoint(
                        function,
                        function.floatAt(
                                KernelArgument.TRACES.value(),
                                function.multiply(step, (long) places.recordings() * lanes)));
                String samples = function.floatAt(
                        KernelArgument.WAVEFORMS.value(), function.multiply(step, (long) places.samples() * lanes));
                String tape =
                        function.floatAt(KernelArgument.TAPE.value(), function.multiply(step, tapeLayout.floats()));
                cable.forEach(code -> code.adjoint(function, samples, tape));
                int before = plan.loops().beforeSynapses(plan.loops().step());
                backwards(function, loops.subList(before, loops.size()), tape);
                delayLines.adjoint(function, function.add(KernelArgument.FIRST_STEP.value(), step));
                backwards(function, loops.subList(0, before), tape);
                stateClamps.adjoint(function, samples);
                injection.adjoint(function, wanted.stimuli() ? samples : null);
                synapses.adjoint(function);
            });
            function.returnVoid();
        });
    }

    private void backwards(IrFunction function, List<Integer> loops, String tape) {
        for (int i = loops.size() - 1; i >= 0; i--) {
            team.call(function, loops.get(i), tape);
        }
    }

    private void recordAdjoint(IrFunction function, String cotangents) {
        String mirror = function.floatAt(KernelArgument.ARENA.value(), plan.mirror());
        places.eachRecording(function, (vector, element, sample) -> {
            vector.accumulate(vector.load(function.floatAt(cotangents, sample)), function.floatAt(mirror, element));
        });
    }
}
