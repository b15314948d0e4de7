package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes the adjoint of a run: {@link #STEPS} goes back through the steps that are on the tape, {@link #START} through the
 * currents at the initial states, {@link #PREPARE} through the preparation. The cotangents of changing variables stand in
 * the arena's mirror and are brought from after a step to before it; those of parameters, prepared values and couplings
 * are added up there.
 */
final class AdjointCode {
    static final String PREPARE = "prepareAdjoint";
    static final String START = "startAdjoint";
    static final String STEPS = "stepsAdjoint";

    private final IrModule module;
    private final MemoryPlan plan;
    private final Program program;
    private final Wanted wanted;
    private final PlaceCode places;
    private final TeamCode team;
    private final InjectionCode injection;
    private final SynapticSums synapses;
    private final DelayLineCode delayLines;
    private final StateClampCode stateClamps;

    AdjointCode(IrModule module, MemoryPlan plan, TeamCode team, Wanted wanted) {
        this.module = module;
        this.plan = plan;
        this.team = team;
        this.wanted = wanted;
        program = plan.program();
        places = new PlaceCode(plan);
        injection = new InjectionCode(plan, places);
        synapses = new SynapticSums(plan);
        delayLines = new DelayLineCode(plan);
        stateClamps = new StateClampCode(plan, places, wanted);
    }

    /**
     * Defines the adjoint of {@link ForwardCode#PREPARE}, which repeats the preparation: the start has overwritten its tape.
     *
     * @param forward the places of the sweeps in the table
     * @param sweeps the places of their adjoints
     */
    void definePrepare(List<Integer> forward, List<Integer> sweeps) {
        module.entry(PREPARE, function -> {
            Word.loadAll(function);
            forward.forEach(place -> team.call(function, place, Word.TAPE.value()));
            backwards(function, sweeps, Word.TAPE.value());
            function.returnVoid();
        });
    }

    /** Defines the adjoint of {@link ForwardCode#START} with these sweeps. */
    void defineStart(List<Integer> sweeps) {
        module.entry(START, function -> {
            Word.loadAll(function);
            recordAdjoint(function, Word.TRACES.value());
            int before = plan.sweeps().beforeSynapses(plan.sweeps().start());
            backwards(function, sweeps.subList(before, sweeps.size()), Word.TAPE.value());
            delayLines.startAdjoint(function);
            backwards(function, sweeps.subList(0, before), Word.TAPE.value());
            function.returnVoid();
        });
    }

    /** Defines the adjoint of {@link ForwardCode#STEPS} with these sweeps. */
    void defineSteps(List<Integer> sweeps, Frame frame) {
        int lanes = plan.layout().lanes();
        Map<Stage, CableCode> cable = CableCode.of(plan, frame, wanted);
        module.entry(STEPS, function -> {
            Word.loadAll(function);
            function.loopBackwards(Word.STEPS.value(), step -> {
                recordAdjoint(
                        function,
                        function.floatAt(
                                Word.TRACES.value(), function.multiply(step, (long) places.recordings() * lanes)));
                String samples = function.floatAt(
                        Word.WAVEFORMS.value(), function.multiply(step, (long) places.samples() * lanes));
                String tape = function.floatAt(Word.TAPE.value(), function.multiply(step, frame.floats()));
                alongCable(function, cable, samples, tape);
                int before = plan.sweeps().beforeSynapses(plan.sweeps().step());
                backwards(function, sweeps.subList(before, sweeps.size()), tape);
                delayLines.adjoint(function, function.add(Word.FIRST_STEP.value(), step));
                backwards(function, sweeps.subList(0, before), tape);
                stateClamps.adjoint(function, samples);
                injection.adjoint(function, wanted.stimuli() ? samples : null);
                synapses.adjoint(function);
            });
            function.returnVoid();
        });
    }

    private void backwards(IrFunction function, List<Integer> sweeps, String tape) {
        for (int i = sweeps.size() - 1; i >= 0; i--) {
            team.call(function, sweeps.get(i), tape);
        }
    }

    private void alongCable(IrFunction function, Map<Stage, CableCode> cable, String samples, String tape) {
        List<Stage> backwards = new ArrayList<>(program.stages());
        Collections.reverse(backwards);
        for (Stage stage : backwards) {
            if (cable.containsKey(stage)) {
                cable.get(stage).adjoint(function, samples, tape);
            }
        }
    }

    private void recordAdjoint(IrFunction function, String cotangents) {
        String mirror = function.floatAt(Word.ARENA.value(), plan.mirror());
        places.eachRecording(function, (vector, element, sample) -> {
            vector.accumulate(vector.load(function.floatAt(cotangents, sample)), function.floatAt(mirror, element));
        });
    }
}
