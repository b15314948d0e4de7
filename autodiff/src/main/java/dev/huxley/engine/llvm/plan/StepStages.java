package dev.huxley.engine.llvm.plan;

import dev.huxley.model.Domain;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LinearizedStage;
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
import dev.huxley.program.Variable;
import dev.huxley.program.WriteClamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The stages of a step, sorted by this engine's treatment: expressions over compartments, over synapses, and systems.
 */
final class StepStages implements StageVisitor<Void> {
    /**
     * A change of variables in compartments of their own.
     *
     * @param stage the stage that makes it
     * @param isEarly whether it comes before the first local step
     * @param into adds it to an expression
     */
    record Change(Stage stage, boolean isEarly, Consumer<StepExpression> into) {}

    /**
     * A change of variables of synapses.
     *
     * @param isOf tells whether it is one of the synapses of a class
     * @param into adds it to an expression
     */
    record SynapticChange(BiPredicate<RowClasses, Integer> isOf, Consumer<SynapseExpression> into) {}

    private final Program program;
    private final List<Change> changes = new ArrayList<>();
    private final List<SynapticChange> synapticChanges = new ArrayList<>();
    private final List<LinearizedStage> currents = new ArrayList<>();
    private final List<LinearizedStage> rates = new ArrayList<>();
    private final Set<WriteClamp> clamps = new LinkedHashSet<>();
    private final List<CableSystem> systems = new ArrayList<>();
    private boolean readsInjected;
    private boolean isAfterLocalStep;

    StepStages(Program program) {
        this.program = program;
        program.stages().forEach(stage -> stage.accept(this));
    }

    /** Updates of mechanisms, local steps and clamps in compartments, in order. */
    List<Change> changes() {
        return changes;
    }

    /** Updates and clamps of synapses, in order. */
    List<SynapticChange> synapticChanges() {
        return synapticChanges;
    }

    /** The stages of membrane currents, then those of the rates of pumps. */
    List<LinearizedStage> terms() {
        List<LinearizedStage> terms = new ArrayList<>(currents);
        terms.addAll(rates);
        return terms;
    }

    /** The clamps of variables that do not flow along the cable, one stage per variable. */
    List<WriteClamp> clamps() {
        return List.copyOf(clamps);
    }

    /** The systems of the steps along the cable, in order. */
    List<CableSystem> systems() {
        return systems;
    }

    /** Tells whether a local step reads {@link LocalStep#INJECTED}. */
    boolean readsInjected() {
        return readsInjected;
    }

    /** Tells whether synapses read values that mechanisms or their currents change before the synapses' turn. */
    boolean synapsesReadWhatMechanismsChange() {
        Set<Integer> changed = new TreeSet<>();
        Set<Integer> read = new TreeSet<>();
        for (Stage stage : program.stages()) {
            switch (stage.owner()) {
                case MECHANISM -> {
                    changed.addAll(stage.writes());
                    changed.add(stage.collector());
                }
                case SYNAPSES -> stage.inputs().forEach(input -> read.add(input.variable()));
                case EQUATIONS -> {
                    // Only the clamps among these come before the synapses.
                }
            }
        }
        clamps.stream()
                .map(WriteClamp::variable)
                .filter(variable -> program.variables().get(variable).domain() == Domain.NODES)
                .forEach(changed::add);
        return read.stream().anyMatch(changed::contains);
    }

    // ---- sorting ----

    @Override
    public Void visit(UpdateStates update) {
        changes.add(new Change(update, !isAfterLocalStep, expression -> expression.update(update)));
        return null;
    }

    @Override
    public Void visit(LocalStep step) {
        isAfterLocalStep = true;
        readsInjected |= step.graph().inputs().contains(LocalStep.INJECTED);
        changes.add(new Change(step, false, expression -> expression.local(step)));
        return null;
    }

    @Override
    public Void visit(WriteClamp clamp) {
        clamps.add(clamp);
        changes.add(new Change(clamp, !isAfterLocalStep, expression -> expression.clamp(clamp)));
        Variable clamped = program.variables().get(clamp.variable());
        synapticChanges.add(new SynapticChange(
                (classes, number) -> classes.areAmong(number, clamped.domain(), clamped.rows()),
                expression -> expression.clamp(clamp)));
        return null;
    }

    @Override
    public Void visit(UpdateSynapses update) {
        synapticChanges.add(new SynapticChange(
                (classes, number) -> update.synapse().equals(classes.synapse(number)),
                expression -> expression.update(update)));
        return null;
    }

    @Override
    public Void visit(MembraneCurrent current) {
        currents.add(current);
        return null;
    }

    @Override
    public Void visit(PumpRate pump) {
        rates.add(pump);
        return null;
    }

    /** Does nothing: the currents come from {@link Program#synapticCurrents}. */
    @Override
    public Void visit(SynapticCurrent current) {
        return null;
    }

    @Override
    public Void visit(ImplicitStep step) {
        systems.add(CableSystem.of(step));
        return null;
    }

    @Override
    public Void visit(ExplicitStep step) {
        systems.add(CableSystem.of(step));
        return null;
    }

    /** Does nothing: the step has no system, {@code PropagatorEmitter} writes it. */
    @Override
    public Void visit(Propagate step) {
        return null;
    }
}
