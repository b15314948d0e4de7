package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.SolveVoltage;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.WriteClamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the two functions of a run: {@link #START} computes the currents at the initial states and records them,
 * {@link #STEPS} runs a number of time steps and records after each. With a tape they leave there what the adjoint needs.
 */
final class ForwardCode {
    static final String START = "start";
    static final String STEPS = "steps";

    private final IrModule module;
    private final MemoryPlan plan;
    private final Program program;
    private final PlaceCode places;
    private final TreeCode tree;

    ForwardCode(IrModule module, MemoryPlan plan) {
        this.module = module;
        this.plan = plan;
        program = plan.program();
        places = new PlaceCode(plan);
        tree = new TreeCode(plan, places);
    }

    /** The mechanisms' currents in order. */
    static List<MembraneCurrent> currents(Program program) {
        List<MembraneCurrent> currents = new ArrayList<>();
        for (Stage stage : program.stages()) {
            if (stage instanceof MembraneCurrent current) {
                currents.add(current);
            }
        }
        return currents;
    }

    /** The currents that somebody reads: what the start computes. */
    static List<MembraneCurrent> currentsAtStart(Program program) {
        return currents(program).stream()
                .filter(current -> current.current() >= 0)
                .toList();
    }

    /**
     * Defines the start.
     *
     * @param frame the tape's layout; null for no tape
     */
    void defineStart(Frame frame) {
        MechanismCode mechanisms = new MechanismCode(module, plan, frame, "AtStart");
        module.entry(START, function -> {
            Word.loadAll(function);
            if (!plan.nextCurrents().isEmpty()) {
                currents(function, mechanisms, currentsAtStart(program), Word.TAPE.value());
            }
            record(function, Word.TRACES.value());
            function.returnVoid();
        });
    }

    /**
     * Defines the time loop.
     *
     * @param frame the tape's layout; null for no tape
     */
    void defineSteps(Frame frame) {
        MechanismCode mechanisms = new MechanismCode(module, plan, frame, "");
        int lanes = plan.layout().lanes();
        module.entry(STEPS, function -> {
            Word.loadAll(function);
            function.loop(Word.STEPS.value(), 1, step -> {
                String samples = function.floatAt(
                        Word.WAVEFORMS.value(), function.multiply(step, (long) places.samples() * lanes));
                String tape = frame == null
                        ? Word.TAPE.value()
                        : function.floatAt(Word.TAPE.value(), function.multiply(step, frame.floats()));
                step(function, mechanisms, frame, samples, tape);
                record(
                        function,
                        function.floatAt(
                                Word.TRACES.value(), function.multiply(step, (long) places.recordings() * lanes)));
            });
            function.returnVoid();
        });
    }

    private void step(IrFunction function, MechanismCode mechanisms, Frame frame, String samples, String tape) {
        boolean currentsDone = false;
        for (Stage stage : program.stages()) {
            if (stage instanceof UpdateStates update) {
                MechanismCode.call(function, mechanisms.update(update), tape);
            } else if (stage instanceof MembraneCurrent) {
                // The currents of all mechanisms are computed before any of them is written.
                if (!currentsDone) {
                    currents(function, mechanisms, currents(program), tape);
                    currentsDone = true;
                }
            } else if (stage instanceof WriteClamp clamp) {
                clamp(function, clamp, samples);
            } else if (stage instanceof SolveVoltage) {
                solve(function, stage, currentsDone, frame, samples, tape);
            } else {
                throw new UnsupportedOperationException(
                        "the llvm engine does not know the stage '" + stage.name() + "'");
            }
        }
    }

    private void currents(IrFunction function, MechanismCode mechanisms, List<MembraneCurrent> currents, String tape) {
        Set<Integer> empty = new HashSet<>(plan.nextCurrents().values());
        empty.add(plan.slopes());
        empty.add(plan.constants());
        Map<MembraneCurrent, Set<Integer>> fresh = new IdentityHashMap<>();
        Set<Integer> touched = new HashSet<>();
        for (MembraneCurrent current : currents) {
            for (int sum : mechanisms.sums(current).keySet()) {
                if (touched.add(sum) && current.rows().length == program.compartments()) {
                    fresh.computeIfAbsent(current, absent -> new HashSet<>()).add(sum);
                    empty.remove(sum);
                }
            }
        }
        int slots = plan.slots(Program.VOLTAGE);
        empty.stream().sorted().forEach(sum -> ArrayCode.clear(function, plan, slots, at(function, sum)));
        for (MembraneCurrent current : currents) {
            MechanismCode.call(function, mechanisms.current(current, fresh.getOrDefault(current, Set.of())), tape);
        }
        plan.nextCurrents().forEach((variable, next) -> {
            ArrayCode.copy(function, plan, slots, at(function, next), at(function, plan.offset(variable)));
        });
    }

    private void clamp(IrFunction function, WriteClamp stage, String samples) {
        int first = places.clampSample(stage.clamp()) * plan.layout().lanes();
        places.eachClamped(function, stage.clamp(), (vector, element, sample) -> {
            String value = vector.load(function.floatAt(samples, function.add(sample, first)));
            vector.store(value, function.floatAt("%arena", element));
        });
    }

    private void solve(
            IrFunction function, Stage stage, boolean hasCurrents, Frame frame, String samples, String tape) {
        if (frame == null) {
            tree.solve(function, hasCurrents, samples, at(function, plan.inverses()));
            return;
        }
        int slots = plan.slots(Program.VOLTAGE);
        String voltage = at(function, plan.offset(Program.VOLTAGE));
        if (frame.has(Frame.Part.SLOPES)) {
            Frame.Entry before = frame.input(stage, Program.VOLTAGE);
            if (before.isFirst()) {
                ArrayCode.copy(
                        function,
                        plan,
                        plan.padded(program.compartments()),
                        voltage,
                        function.floatAt(tape, before.offset()));
            }
            copyToTape(function, slots, plan.slopes(), tape, frame, Frame.Part.SLOPES);
            copyToTape(function, slots, plan.constants(), tape, frame, Frame.Part.CONSTANTS);
        }
        String inverses = function.floatAt(tape, frame.offset(Frame.Part.INVERSES));
        tree.solve(function, hasCurrents, samples, inverses);
        copyToTape(function, plan.nodeSlots(), plan.offset(Program.VOLTAGE), tape, frame, Frame.Part.SOLUTION);
    }

    private void copyToTape(IrFunction function, int slots, int array, String tape, Frame frame, Frame.Part part) {
        ArrayCode.copy(function, plan, slots, at(function, array), function.floatAt(tape, frame.offset(part)));
    }

    private void record(IrFunction function, String traces) {
        places.eachRecording(function, (vector, element, sample) -> {
            vector.store(vector.load(function.floatAt("%arena", element)), function.floatAt(traces, sample));
        });
    }

    private static String at(IrFunction function, int offset) {
        return function.floatAt("%arena", offset);
    }
}
