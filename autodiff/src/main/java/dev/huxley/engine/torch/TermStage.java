package dev.huxley.engine.torch;

import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.PumpRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stage that adds linear terms to a variable: a membrane current or the rate of a pump.
 *
 * @param compartments where the terms arise
 * @param positions the same places as rows of the variable
 * @param variable the variable that they are added to
 * @param current the variable that collects the current or rate itself, -1 if nobody reads it
 */
record TermStage(Stage stage, List<Binding> inputs, int[] compartments, int[] positions, int variable, int current) {
    /** The stages of a program that add linear terms, in order. */
    static List<TermStage> of(Program program) {
        List<TermStage> found = new ArrayList<>();
        for (Stage stage : program.stages()) {
            if (stage instanceof MembraneCurrent current) {
                int[] rows = current.rows();
                found.add(new TermStage(stage, current.inputs(), rows, rows, Program.VOLTAGE, current.current()));
            } else if (stage instanceof PumpRate pump) {
                int[] ion = program.variables().get(pump.ion()).rows();
                int[] positions = Arrays.stream(pump.rows())
                        .map(row -> Arrays.binarySearch(ion, row))
                        .toArray();
                found.add(new TermStage(stage, pump.inputs(), pump.rows(), positions, pump.ion(), pump.rate()));
            }
        }
        return found;
    }
}
