package dev.huxley.program;

import dev.huxley.program.Variable.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes programs whose runs continue where another run ended: they take all that a step hands on to the next, and
 * record it.
 *
 * <p>A step hands on the states and the membrane currents that mechanisms read. These are the currents of the step
 * before, at the voltage from which that step started, so they do not follow from the states.
 */
public final class CarriedState {
    private CarriedState() {}

    /** The variables that a step hands on to the next one. */
    public static int[] carried(Program program) {
        return IntStream.range(0, program.variables().size())
                .filter(i -> isCarried(program, i))
                .toArray();
    }

    /**
     * The same program with carried currents as arguments; behind its recordings it records all rows of all {@link
     * #carried} variables, in their order.
     */
    public static Program of(Program program) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < program.variables().size(); i++) {
            Variable variable = program.variables().get(i);
            boolean isCarriedCurrent = variable.isCurrent() && isCarried(program, i);
            variables.add(
                    isCarriedCurrent
                            ? new Variable(variable.name(), Kind.CARRIED_CURRENT, variable.domain(), variable.rows())
                            : variable);
        }
        return withRecordings(program, variables, recordingAll(program.recordings(), program, carried(program)));
    }

    /** The same program with all rows of these variables as its only recordings. */
    public static Program recording(Program program, int... variables) {
        return withRecordings(program, program.variables(), recordingAll(new int[0], program, variables));
    }

    /**
     * The positions, within their variables, of a program's recordings from this one on, which are all rows of one
     * variable after another.
     */
    public static int[] rows(Program program, int first) {
        int[] recordings = program.recordings();
        int[] positions = new int[recordings.length - first];
        for (int i = 1; i < positions.length; i++) {
            boolean isSame = recordings[first + i] == recordings[first + i - 1];
            positions[i] = isSame ? positions[i - 1] + 1 : 0;
        }
        return positions;
    }

    private static int[] recordingAll(int[] before, Program program, int... variables) {
        IntStream all = Arrays.stream(variables).flatMap(variable -> IntStream.generate(() -> variable)
                .limit(program.variables().get(variable).size()));
        return IntStream.concat(Arrays.stream(before), all).toArray();
    }

    private static Program withRecordings(Program program, List<Variable> variables, int[] recordings) {
        return new Program(
                program.timeStep(),
                variables,
                program.stages(),
                program.cable(),
                program.area(),
                program.stimulusCount(),
                program.clamps(),
                recordings);
    }

    private static boolean isCarried(Program program, int variable) {
        return switch (program.variables().get(variable).kind()) {
            case STATE, CARRIED_CURRENT -> true;
            case PARAMETER -> false;
            case CURRENT -> program.stages().stream()
                    .filter(stage -> stage.owner() == Stage.Owner.MECHANISM)
                    .flatMap(stage -> stage.inputs().stream())
                    .anyMatch(input -> input.variable() == variable);
        };
    }
}
