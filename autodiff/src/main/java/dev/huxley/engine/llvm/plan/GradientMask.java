package dev.huxley.engine.llvm.plan;

import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The derivatives that an adjoint computes.
 *
 * @param parameters variables that do not change in time
 * @param couplings the variables by whose couplings along the cable there are derivatives
 * @param propagators the variables by whose propagators there are derivatives
 * @param stimuli whether there are derivatives by the injected currents
 * @param clamps the clamps by whose values there are derivatives
 * @param clampConductances the clamps by whose conductances there are derivatives
 */
public record GradientMask(
        Set<Integer> parameters,
        Set<Integer> couplings,
        Set<Integer> propagators,
        boolean stimuli,
        Set<Integer> clamps,
        Set<Integer> clampConductances) {
    /** The derivatives that a caller's flags, one per argument, select. Those by initial states cost nothing extra. */
    public static GradientMask of(Program program, boolean[] flags) {
        Set<Integer> parameters = new TreeSet<>();
        Set<Integer> clamps = new TreeSet<>();
        Set<Integer> clampConductances = new TreeSet<>();
        Set<Integer> couplings = new TreeSet<>();
        Set<Integer> propagators = new TreeSet<>();
        boolean stimuli = false;
        List<Argument> arguments = program.arguments();
        for (int i = 0; i < flags.length; i++) {
            Argument argument = arguments.get(i);
            if (!flags[i]) {
                continue;
            }
            switch (argument.kind()) {
                case VARIABLE -> {
                    if (!program.changesInTime(argument.index())) {
                        parameters.add(argument.index());
                    }
                }
                case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> couplings.add(argument.index());
                case PROPAGATOR -> propagators.add(argument.index());
                case STIMULUS -> stimuli = true;
                case CLAMP -> clamps.add(argument.index());
                case CLAMP_CONDUCTANCE -> clampConductances.add(argument.index());
            }
        }
        return new GradientMask(parameters, couplings, propagators, stimuli, clamps, clampConductances);
    }
}
