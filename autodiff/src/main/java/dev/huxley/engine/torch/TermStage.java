package dev.huxley.engine.torch;

import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import java.util.Arrays;
import java.util.List;

/**
 * A stage that adds linear terms to a variable: a membrane current or the rate of a pump.
 *
 * @param compartments the compartments where the terms arise
 * @param positions the same places as rows of the variable
 * @param variable the variable to which they are added
 * @param current the variable that collects the current or rate itself, -1 if nobody reads it
 */
record TermStage(Stage stage, List<Binding> inputs, int[] compartments, int[] positions, int variable, int current) {
    /** The stages of a program that add linear terms, in order. */
    static List<TermStage> of(Program program) {
        return program.stages().stream()
                .filter(stage -> stage.owner() == Stage.Owner.MECHANISM && stage.addsTermsTo() >= 0)
                .map(stage -> of(stage, program))
                .toList();
    }

    private static TermStage of(Stage stage, Program program) {
        int[] compartments = stage.ownCompartments(program);
        int[] rows = program.variables().get(stage.addsTermsTo()).rows();
        int[] positions = Arrays.stream(compartments)
                .map(compartment -> Arrays.binarySearch(rows, compartment))
                .toArray();
        return new TermStage(stage, stage.inputs(), compartments, positions, stage.addsTermsTo(), stage.collector());
    }
}
