package dev.huxley.simulate;

import dev.huxley.engine.LostStep;
import dev.huxley.model.Domain;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.Binding;
import dev.huxley.program.CableStage;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import java.util.Arrays;
import java.util.Locale;

/** The message that tells where a run left the finite numbers, and the remedy. */
final class DivergenceText {
    /** A voltage (mV) that no membrane withstands; everything after it is a consequence. */
    private static final double IMPOSSIBLE = 1000;

    private final NeuronModel model;
    private final Program program;

    DivergenceText(NeuronModel model, Program program) {
        this.model = model;
        this.program = program;
    }

    /**
     * @param step the number of the step, counted from the beginning of the model's time
     */
    String of(DivergenceSearch.Culprit culprit, LostStep lost, int step) {
        String place = place(culprit);
        double voltage = voltage(culprit, lost);
        if (culprit.computedBy() == null) {
            return "does not begin with finite numbers: '" + culprit.quantity() + "' is " + culprit.value() + " in "
                    + place + " before the first step; give it a finite value";
        }
        StringBuilder text = new StringBuilder("left the finite numbers ");
        text.append(
                lost.step() < 0
                        ? "before the first step"
                        : String.format(
                                Locale.ROOT,
                                "in step %d, from %s to %s ms",
                                step,
                                milliseconds(step),
                                milliseconds(step + 1L)));
        boolean isState = !culprit.quantity().equals(culprit.computedBy());
        text.append(": ")
                .append(isState ? "" : "the ")
                .append(culprit.quantity())
                .append(" became ");
        text.append(culprit.value()).append(" in ").append(place);
        text.append(isState ? ", by the " + culprit.computedBy() : "");
        if (!Double.isNaN(voltage)) {
            text.append(String.format(Locale.ROOT, "; v was %.6g mV%s there", voltage, states(culprit, lost)));
        }
        return text.append(". ").append(remedy(culprit, lost, voltage)).toString();
    }

    private double milliseconds(long step) {
        return Math.rint(step * program.timeStep() * 1e9) / 1e9;
    }

    String place(DivergenceSearch.Culprit culprit) {
        return model.place(isGlobal(culprit) ? Domain.GLOBALS : culprit.domain(), culprit.row());
    }

    private boolean isGlobal(DivergenceSearch.Culprit culprit) {
        return model.globals().names().contains(culprit.quantity());
    }

    private String remedy(DivergenceSearch.Culprit culprit, LostStep lost, double voltage) {
        boolean isExplicit = program.cableStages().stream().anyMatch(CableStage::isExplicit);
        boolean ranAway = lost.before() != null
                && Arrays.stream(lost.before()[Program.VOLTAGE]).anyMatch(v -> Math.abs(v) > IMPOSSIBLE);
        String smaller = "a smaller time step (dt is " + program.timeStep() + " ms)"
                + (isExplicit ? " or an implicit integrator (Integrators.backwardEuler())" : "");
        if (ranAway) {
            return "The voltage had run away before that: take " + smaller
                    + ", check the size of the injected current, and keep parameters within bounds";
        }
        return Double.isNaN(voltage)
                ? "Take " + smaller + ", or keep parameters within bounds"
                : "With such a voltage, states and parameters the " + culprit.computedBy()
                        + " is not defined: keep them within bounds,"
                        + " check the mechanism (MechanismCheck), or take " + smaller;
    }

    /**
     * The other states of the compartment that the mechanism read; a concentration of 0, for instance, explains a NaN.
     */
    private String states(DivergenceSearch.Culprit culprit, LostStep lost) {
        StringBuilder text = new StringBuilder();
        for (Stage stage : program.stages()) {
            boolean isUpdate =
                    stage.owner() == Stage.Owner.MECHANISM && !stage.outputs().isEmpty();
            if (isUpdate && stage.name().equals(culprit.computedBy())) {
                for (Binding input : stage.inputs()) {
                    double[] values = lost.before()[input.variable()];
                    String name = program.variables().get(input.variable()).name();
                    if (input.variable() != Program.VOLTAGE
                            && values != null
                            && culprit.row() < values.length
                            && model.nodes().contains(name)) {
                        text.append(String.format(
                                Locale.ROOT, ", %s %.6g %s", name, values[culprit.row()], model.unit(name)));
                    }
                }
            }
        }
        return text.toString();
    }

    /** The voltage before the step at the place, for a synapse the postsynaptic one; NaN if there is none. */
    private double voltage(DivergenceSearch.Culprit culprit, LostStep lost) {
        if (lost.before() == null || isGlobal(culprit)) {
            return Double.NaN;
        }
        int compartment = culprit.domain() == Domain.EDGES
                ? model.edges().indices(Edges.POST).value(culprit.row())
                : culprit.row();
        return lost.before()[Program.VOLTAGE][compartment];
    }
}
