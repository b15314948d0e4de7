package dev.huxley.engine.llvm;

import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.LocalStep;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.PumpRate;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The compartments of a program in classes of the same mechanisms and quantities. All compartments of a class are treated
 * by the same code and lie side by side in memory, so vectors across compartments never gather, and everything that
 * happens to a compartment in a step is one expression. A cell has few classes, most often one per kind of neurite.
 */
final class RowClasses {
    private final List<int[]> compartments;
    private final int[] classOf;

    /**
     * @param program what to divide
     * @param breadthFirst the nodes of its cable; the compartments of a class stand in this order
     */
    RowClasses(Program program, List<Integer> breadthFirst) {
        int count = program.compartments();
        BitSet[] signatures = new BitSet[count];
        Arrays.setAll(signatures, i -> new BitSet());
        int bit = 0;
        for (Variable variable : program.variables()) {
            mark(signatures, variable.rows(), bit++);
        }
        for (Stage stage : program.stages()) {
            mark(signatures, rows(program, stage), bit++);
        }
        Map<BitSet, List<Integer>> members = new LinkedHashMap<>();
        for (int node : breadthFirst) {
            if (node < count) {
                members.computeIfAbsent(signatures[node], absent -> new ArrayList<>())
                        .add(node);
            }
        }
        compartments = members.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        classOf = new int[count];
        for (int number = 0; number < compartments.size(); number++) {
            for (int compartment : compartments.get(number)) {
                classOf[compartment] = number;
            }
        }
    }

    /** The number of classes. */
    int size() {
        return compartments.size();
    }

    /** The compartments of a class; not to be changed. */
    int[] compartments(int number) {
        return compartments.get(number);
    }

    /** The class of a compartment. */
    int of(int compartment) {
        return classOf[compartment];
    }

    /** Whether the compartments of a class are among these; all of them are or none. */
    boolean areAmong(int number, int[] rows) {
        return Arrays.binarySearch(rows, compartments.get(number)[0]) >= 0;
    }

    /** The compartments that a stage treats, ascending; none for stages of the whole cable. */
    static int[] rows(Program program, Stage stage) {
        if (stage instanceof UpdateStates update) {
            Binding output = update.outputs().get(0);
            int[] rows = program.variables().get(output.variable()).rows();
            return output.isWhole()
                    ? rows
                    : Arrays.stream(output.positions()).map(row -> rows[row]).toArray();
        }
        if (stage instanceof PumpRate pump) {
            return pump.rows();
        }
        if (stage instanceof LocalStep step) {
            return program.variables().get(step.variable()).rows();
        }
        return stage instanceof MembraneCurrent current ? current.rows() : new int[0];
    }

    private static void mark(BitSet[] signatures, int[] rows, int bit) {
        for (int row : rows) {
            signatures[row].set(bit);
        }
    }
}
