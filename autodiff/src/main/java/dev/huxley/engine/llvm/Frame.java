package dev.huxley.engine.llvm;

import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.SolveVoltage;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.WriteClamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What one time step leaves on the tape for its adjoint: the values of changing variables that its mechanisms read, each
 * once per version and set of rows, and what the solve's adjoint needs. Arrays are (rows, lanes), dense, so the adjoint
 * reads them without tables.
 */
final class Frame {
    /** What the solve leaves. */
    enum Part {
        /** The voltage that the solve found, over nodes. */
        SOLUTION,
        /** The inverse pivots of the elimination. */
        INVERSES,
        /** The summed slopes. */
        SLOPES,
        /** The summed constant parts. */
        CONSTANTS
    }

    /**
     * A place on the tape.
     *
     * @param offset in floats from the start of the frame
     * @param isFirst whether the stage that asks is the one that writes it
     */
    record Entry(int offset, boolean isFirst) {}

    private record Key(int variable, int version, List<Integer> compartments) {}

    private static final int ALIGNMENT = 16;

    private final MemoryPlan plan;
    private final Map<Key, Integer> offsets = new HashMap<>();
    private final Map<Stage, Map<Integer, Entry>> inputs = new IdentityHashMap<>();
    private final Map<Part, Integer> parts = new HashMap<>();
    private final int[] versions;
    private int floats;

    /**
     * @param stages the stages that will be differentiated, in order
     * @param membraneArea whether derivatives by the area or capacitance are wanted
     */
    Frame(MemoryPlan plan, List<Stage> stages, boolean membraneArea) {
        this.plan = plan;
        Program program = plan.program();
        versions = new int[program.variables().size()];
        boolean currentsDone = false;
        for (Stage stage : stages) {
            if (stage instanceof UpdateStates update) {
                addInputs(stage, update.inputs());
                update.outputs().forEach(output -> versions[output.variable()]++);
            } else if (stage instanceof MembraneCurrent) {
                if (!currentsDone) {
                    addCurrents(stages);
                    currentsDone = true;
                }
            } else if (stage instanceof WriteClamp clamp) {
                versions[clamp.variable()]++;
            } else if (stage instanceof SolveVoltage) {
                addSolve(stage, membraneArea);
                versions[Program.VOLTAGE]++;
            } else {
                throw new UnsupportedOperationException(
                        "the llvm engine does not know the stage '" + stage.name() + "'");
            }
        }
    }

    /** The size in floats. */
    int floats() {
        return floats;
    }

    /** Where a stage's input lies. */
    Entry input(Stage stage, int variable) {
        return inputs.get(stage).get(variable);
    }

    boolean has(Part part) {
        return parts.containsKey(part);
    }

    int offset(Part part) {
        return parts.get(part);
    }

    private void addCurrents(List<Stage> stages) {
        for (Stage stage : stages) {
            if (stage instanceof MembraneCurrent current) {
                addInputs(stage, current.inputs());
            }
        }
        plan.nextCurrents().keySet().forEach(variable -> versions[variable]++);
    }

    private void addInputs(Stage stage, List<Binding> bindings) {
        for (Binding binding : bindings) {
            if (plan.program().changesInTime(binding.variable())) {
                add(stage, binding.variable(), plan.compartments(binding));
            }
        }
    }

    private void addSolve(Stage stage, boolean membraneArea) {
        int lanes = plan.layout().lanes();
        int pivots = plan.eliminations().size() + plan.order().roots().size();
        parts.put(Part.SOLUTION, reserve(plan.nodeSlots() * lanes));
        parts.put(Part.INVERSES, reserve(pivots * lanes));
        if (membraneArea) {
            int size = plan.slots(Program.VOLTAGE) * lanes;
            parts.put(Part.SLOPES, reserve(size));
            parts.put(Part.CONSTANTS, reserve(size));
            int[] all = IntStream.range(0, plan.program().compartments()).toArray();
            add(stage, Program.VOLTAGE, plan.inOrder(all));
        }
    }

    private void add(Stage stage, int variable, int[] compartments) {
        Key key = new Key(
                variable,
                versions[variable],
                Arrays.stream(compartments).boxed().toList());
        boolean isFirst = !offsets.containsKey(key);
        if (isFirst) {
            offsets.put(
                    key,
                    reserve(plan.padded(compartments.length) * plan.layout().lanes()));
        }
        inputs.computeIfAbsent(stage, absent -> new HashMap<>()).put(variable, new Entry(offsets.get(key), isFirst));
    }

    private int reserve(int count) {
        int offset = floats;
        floats = Math.toIntExact((long) floats + (count + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        return offset;
    }
}
