package dev.huxley.program.derive;

import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Propagate;
import dev.huxley.program.PumpRate;
import dev.huxley.program.Stage;
import dev.huxley.program.StageVisitor;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.WriteClamp;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The use of the linear terms of a variable x in a step, which determines the point where their slope acts, see {@link
 * Tangents}: {@code x + part (y - x)} with x before the step and y the solution.
 *
 * @param variable the variable whose terms are used
 * @param stage the stage that uses them
 * @param part 0 for an explicit step, in (0, 1) for a step that is implicit over a part of the time step, 1 if the
 *     solution itself is the point
 */
record TermUse(int variable, Stage stage, double part) {
    /**
     * The uses in a program by their variables.
     *
     * @throws UnsupportedOperationException if terms are used twice, or in a step that is not known to be linear
     */
    static Map<Integer, TermUse> of(Program program) {
        for (int current : program.ionCurrentsOfSynapses()) {
            throw new UnsupportedOperationException("the derivative of a step in which mechanisms read the current '"
                    + program.variables().get(current).name() + "' of synapses is not known");
        }
        Set<Integer> withTerms = new HashSet<>();
        program.stages().forEach(stage -> withTerms.add(stage.addsTermsTo()));
        Map<Integer, TermUse> uses = new LinkedHashMap<>();
        Finder finder = new Finder(program);
        for (Stage stage : program.stages()) {
            TermUse use = stage.accept(finder).orElse(null);
            if (use != null && withTerms.contains(use.variable) && uses.put(use.variable, use) != null) {
                throw new UnsupportedOperationException("the linear terms of '"
                        + program.variables().get(use.variable).name()
                        + "' are used twice in a step, the second time in '" + stage.name()
                        + "'; the derivative of such a step is not known");
            }
        }
        return uses;
    }

    /** Finds the terms that a stage uses. */
    private record Finder(Program program) implements StageVisitor<Optional<TermUse>> {
        @Override
        public Optional<TermUse> visit(LocalStep step) {
            if (!step.advances()) {
                return Optional.empty();
            }
            LinearStep.requireLinear(step, program);
            return LinearStep.usesTerms(step) ? Optional.of(new TermUse(step.variable(), step, 1)) : Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(ImplicitStep step) {
            return Optional.of(new TermUse(step.equation().variable(), step, step.part()));
        }

        @Override
        public Optional<TermUse> visit(ExplicitStep step) {
            return Optional.of(new TermUse(step.equation().variable(), step, 0));
        }

        @Override
        public Optional<TermUse> visit(Propagate step) {
            return Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(UpdateStates update) {
            return Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(UpdateSynapses update) {
            return Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(MembraneCurrent current) {
            return Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(PumpRate pump) {
            return Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(SynapticCurrent current) {
            return Optional.empty();
        }

        @Override
        public Optional<TermUse> visit(WriteClamp clamp) {
            return Optional.empty();
        }
    }
}
