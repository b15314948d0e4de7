package dev.huxley.program.derive;

import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Propagate;
import dev.huxley.program.PumpRate;
import dev.huxley.program.Stage;
import dev.huxley.program.StageVisitor;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.WriteClamp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stages of a step that computes the points of the variables, see {@link Tangents}: a local step that uses linear
 * terms gives the point in place of its solution, and stages that would advance or hold the variable after it are left
 * out.
 */
final class PointStages implements StageVisitor<List<Stage>> {
    private final Map<Integer, TermUse> uses;
    /** The variables whose points have been computed. */
    private final Set<Integer> done = new HashSet<>();

    PointStages(Map<Integer, TermUse> uses) {
        this.uses = uses;
    }

    @Override
    public List<Stage> visit(LocalStep step) {
        TermUse use = uses.get(step.variable());
        if (use == null || use.stage() != step) {
            return List.of(step);
        }
        done.add(step.variable());
        return List.of(new LocalStep(step.what(), step.variable(), LinearStep.point(step), step.inputs()));
    }

    @Override
    public List<Stage> visit(Propagate step) {
        return unlessDone(step.equation().variable(), step);
    }

    @Override
    public List<Stage> visit(WriteClamp clamp) {
        return unlessDone(clamp.variable(), clamp);
    }

    @Override
    public List<Stage> visit(UpdateStates update) {
        return List.of(update);
    }

    @Override
    public List<Stage> visit(UpdateSynapses update) {
        return List.of(update);
    }

    @Override
    public List<Stage> visit(MembraneCurrent current) {
        return List.of(current);
    }

    @Override
    public List<Stage> visit(PumpRate pump) {
        return List.of(pump);
    }

    @Override
    public List<Stage> visit(SynapticCurrent current) {
        return List.of(current);
    }

    @Override
    public List<Stage> visit(ImplicitStep step) {
        return List.of(step);
    }

    @Override
    public List<Stage> visit(ExplicitStep step) {
        return List.of(step);
    }

    private List<Stage> unlessDone(int variable, Stage stage) {
        return done.contains(variable) ? List.of() : List.of(stage);
    }
}
