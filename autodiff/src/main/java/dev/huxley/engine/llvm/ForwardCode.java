package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import java.util.List;
import java.util.Map;

/**
 * Writes the functions of a run: {@link #PREPARE} computes what depends on parameters only, {@link #START} the currents at
 * the initial states and records them, {@link #STEPS} runs a number of time steps and records after each. With a tape they
 * leave there what the adjoint needs.
 */
final class ForwardCode {
    static final String PREPARE = "prepare";
    static final String START = "start";
    static final String STEPS = "steps";

    private final IrModule module;
    private final MemoryPlan plan;
    private final Program program;
    private final PlaceCode places;
    private final TeamCode team;
    private final InjectionCode injection;
    private final SynapticSums synapses;
    private final DelayLineCode delayLines;
    private final StateClampCode stateClamps;

    ForwardCode(IrModule module, MemoryPlan plan, TeamCode team) {
        this.module = module;
        this.plan = plan;
        this.team = team;
        program = plan.program();
        places = new PlaceCode(plan);
        injection = new InjectionCode(plan, places);
        synapses = new SynapticSums(plan);
        delayLines = new DelayLineCode(plan);
        stateClamps = new StateClampCode(plan, places, null);
    }

    /**
     * Defines the preparation.
     *
     * @param sweeps the places of its sweeps in the table
     */
    void definePrepare(List<Integer> sweeps) {
        module.entry(PREPARE, function -> {
            Word.loadAll(function);
            call(function, sweeps, Word.TAPE.value());
            function.returnVoid();
        });
    }

    /**
     * Defines the start.
     *
     * @param sweeps the places of its sweeps in the table
     */
    void defineStart(List<Integer> sweeps) {
        module.entry(START, function -> {
            Word.loadAll(function);
            int before = plan.sweeps().beforeSynapses(plan.sweeps().start());
            call(function, sweeps.subList(0, before), Word.TAPE.value());
            delayLines.start(function);
            call(function, sweeps.subList(before, sweeps.size()), Word.TAPE.value());
            record(function, Word.TRACES.value());
            function.returnVoid();
        });
    }

    /**
     * Defines the time loop.
     *
     * @param sweeps the places of a step's sweeps in the table
     * @param frame the tape's layout; null for no tape
     */
    void defineSteps(List<Integer> sweeps, Frame frame) {
        int lanes = plan.layout().lanes();
        Map<Stage, CableCode> cable = CableCode.of(plan, frame, null);
        module.entry(STEPS, function -> {
            Word.loadAll(function);
            function.loop(Word.STEPS.value(), 1, step -> {
                String samples = function.floatAt(
                        Word.WAVEFORMS.value(), function.multiply(step, (long) places.samples() * lanes));
                String tape = frame == null
                        ? Word.TAPE.value()
                        : function.floatAt(Word.TAPE.value(), function.multiply(step, frame.floats()));
                injection.forward(function, samples);
                stateClamps.forward(function, samples);
                synapses.forward(function);
                int before = plan.sweeps().beforeSynapses(plan.sweeps().step());
                call(function, sweeps.subList(0, before), tape);
                delayLines.forward(function, function.add(Word.FIRST_STEP.value(), step));
                call(function, sweeps.subList(before, sweeps.size()), tape);
                alongCable(function, cable, samples, frame == null ? null : tape);
                record(
                        function,
                        function.floatAt(
                                Word.TRACES.value(), function.multiply(step, (long) places.recordings() * lanes)));
            });
            function.returnVoid();
        });
    }

    private void call(IrFunction function, List<Integer> sweeps, String tape) {
        sweeps.forEach(place -> team.call(function, place, tape));
    }

    private void alongCable(IrFunction function, Map<Stage, CableCode> cable, String samples, String tape) {
        for (Stage stage : program.stages()) {
            if (cable.containsKey(stage)) {
                cable.get(stage).forward(function, samples, tape);
            }
        }
    }

    private void record(IrFunction function, String traces) {
        places.eachRecording(function, (vector, element, sample) -> {
            vector.store(vector.load(function.floatAt(Word.ARENA.value(), element)), function.floatAt(traces, sample));
        });
    }
}
