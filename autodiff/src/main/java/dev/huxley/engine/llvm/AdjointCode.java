package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.SolveVoltage;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.WriteClamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the adjoint of a run: {@link #STEPS} goes back through the steps that are on the tape, {@link #START} through the
 * currents at the initial states. The cotangents of changing variables stand in the arena's mirror and are brought from
 * after a step to before it; those of parameters and couplings are added up there.
 */
final class AdjointCode {
    static final String START = "startAdjoint";
    static final String STEPS = "stepsAdjoint";

    private final IrModule module;
    private final MemoryPlan plan;
    private final Program program;
    private final Wanted wanted;
    private final PlaceCode places;
    private final TreeCode tree;

    AdjointCode(IrModule module, MemoryPlan plan, Wanted wanted) {
        this.module = module;
        this.plan = plan;
        this.wanted = wanted;
        program = plan.program();
        places = new PlaceCode(plan);
        tree = new TreeCode(plan, places);
    }

    /** Defines the adjoint of {@link ForwardCode#START}. */
    void defineStart(Frame frame) {
        MechanismCode mechanisms = new MechanismCode(module, plan, frame, "AtStart");
        module.entry(START, function -> {
            Word.loadAll(function);
            recordAdjoint(function, Word.TRACES.value());
            if (!plan.nextCurrents().isEmpty()) {
                int slots = plan.slots(Program.VOLTAGE);
                ArrayCode.clear(function, plan, slots, at(function, plan.slopes()));
                ArrayCode.clear(function, plan, slots, at(function, plan.constants()));
                currents(function, mechanisms, ForwardCode.currentsAtStart(program), Word.TAPE.value());
            }
            function.returnVoid();
        });
    }

    /** Defines the adjoint of {@link ForwardCode#STEPS}. */
    void defineSteps(Frame frame) {
        MechanismCode mechanisms = new MechanismCode(module, plan, frame, "");
        int lanes = plan.layout().lanes();
        module.entry(STEPS, function -> {
            Word.loadAll(function);
            function.loopBackwards(Word.STEPS.value(), step -> {
                recordAdjoint(
                        function,
                        function.floatAt(
                                Word.TRACES.value(), function.multiply(step, (long) places.recordings() * lanes)));
                String gradients = function.floatAt(
                        Word.WAVEFORMS.value(), function.multiply(step, (long) places.samples() * lanes));
                String tape = function.floatAt(Word.TAPE.value(), function.multiply(step, frame.floats()));
                step(function, mechanisms, frame, gradients, tape);
            });
            function.returnVoid();
        });
    }

    private void step(IrFunction function, MechanismCode mechanisms, Frame frame, String gradients, String tape) {
        List<MembraneCurrent> currents = ForwardCode.currents(program);
        List<Stage> backwards = new ArrayList<>(program.stages());
        Collections.reverse(backwards);
        for (Stage stage : backwards) {
            if (stage instanceof UpdateStates update) {
                MechanismCode.call(function, mechanisms.updateAdjoint(update, wanted.parameters()), tape);
            } else if (stage instanceof MembraneCurrent) {
                // All currents are computed where the first one stands.
                if (stage == currents.get(0)) {
                    currents(function, mechanisms, currents, tape);
                }
            } else if (stage instanceof WriteClamp clamp) {
                clamp(function, clamp, gradients);
            } else if (stage instanceof SolveVoltage) {
                tree.solveAdjoint(
                        function,
                        frame,
                        wanted.membrane(program)
                                ? frame.input(stage, Program.VOLTAGE).offset()
                                : -1,
                        !currents.isEmpty(),
                        wanted.couplings(),
                        tape,
                        wanted.stimuli() ? gradients : null);
            } else {
                throw new UnsupportedOperationException(
                        "the llvm engine does not know the stage '" + stage.name() + "'");
            }
        }
    }

    private void currents(IrFunction function, MechanismCode mechanisms, List<MembraneCurrent> currents, String tape) {
        int slots = plan.slots(Program.VOLTAGE);
        plan.nextCurrents().forEach((variable, next) -> {
            String cotangent = at(function, plan.offset(variable) + plan.mirror());
            ArrayCode.copy(function, plan, slots, cotangent, at(function, next));
            ArrayCode.clear(function, plan, slots, cotangent);
        });
        for (int i = currents.size() - 1; i >= 0; i--) {
            MechanismCode.call(function, mechanisms.currentAdjoint(currents.get(i), wanted.parameters()), tape);
        }
    }

    private void clamp(IrFunction function, WriteClamp stage, String gradients) {
        int first = places.clampSample(stage.clamp()) * plan.layout().lanes();
        String mirror = at(function, plan.mirror());
        // Backwards, since of two values for one place the later one counts.
        places.eachClampedBackwards(function, stage.clamp(), (vector, element, sample) -> {
            String cotangent = function.floatAt(mirror, element);
            if (wanted.clamps().contains(stage.clamp())) {
                vector.store(vector.load(cotangent), function.floatAt(gradients, function.add(sample, first)));
            }
            vector.store(vector.constant(0), cotangent);
        });
    }

    private void recordAdjoint(IrFunction function, String cotangents) {
        String mirror = at(function, plan.mirror());
        places.eachRecording(function, (vector, element, sample) -> {
            vector.accumulate(vector.load(function.floatAt(cotangents, sample)), function.floatAt(mirror, element));
        });
    }

    private static String at(IrFunction function, int offset) {
        return function.floatAt("%arena", offset);
    }
}
