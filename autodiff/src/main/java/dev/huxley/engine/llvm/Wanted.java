package dev.huxley.engine.llvm;

import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What derivatives an adjoint computes.
 *
 * @param parameters variables that do not change in time
 * @param couplings whether those by the axial conductances
 * @param stimuli whether those by the injected currents
 * @param clamps the clamps whose values' derivatives are
 */
record Wanted(Set<Integer> parameters, boolean couplings, boolean stimuli, Set<Integer> clamps) {
    /** What a caller's flags, one per argument, ask for. Derivatives by initial states cost nothing more. */
    static Wanted of(Program program, boolean[] flags) {
        Set<Integer> parameters = new TreeSet<>();
        Set<Integer> clamps = new TreeSet<>();
        boolean couplings = false;
        boolean stimuli = false;
        List<Argument> arguments = program.arguments();
        for (int i = 0; i < flags.length; i++) {
            Argument argument = arguments.get(i);
            if (!flags[i]) {
                continue;
            }
            if (argument.kind() == ArgumentKind.VARIABLE && !program.changesInTime(argument.index())) {
                parameters.add(argument.index());
            } else if (argument.kind() == ArgumentKind.CLAMP) {
                clamps.add(argument.index());
            }
            couplings |= argument.kind() == ArgumentKind.AXIAL_CONDUCTANCE;
            stimuli |= argument.kind() == ArgumentKind.STIMULUS;
        }
        return new Wanted(parameters, couplings, stimuli, clamps);
    }
}
