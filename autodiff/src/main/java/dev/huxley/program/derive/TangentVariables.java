package dev.huxley.program.derive;

import dev.huxley.graph.differentiate.ForwardMode;
import dev.huxley.program.Binding;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import dev.huxley.program.derive.Tangents.Origin;
import dev.huxley.program.derive.Tangents.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables of a program of {@link Tangents}, numbered when first asked for, and the bindings to them. A variable
 * of the original appears up to four times: as it is before the step, as the updates leave it (the voltage, if one of
 * them writes it), as its tangent, and as the copy of the tangent that currents read.
 */
final class TangentVariables {
    // No quantity of a model has a space in its name.
    private static final String POINT = "point of ";
    private static final String SEEN = "seen ";
    private static final String AFTER_UPDATES = " after updates";
    private static final String NOW = " of this step";

    private final Program original;
    /** The variables of the original that linear terms are added to. */
    private final Set<Integer> withTerms;
    /** True if an update writes the voltage. */
    private final boolean isReset;

    private final List<Variable> variables = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    TangentVariables(Program original, Set<Integer> withTerms) {
        this.original = original;
        this.withTerms = withTerms;
        isReset = original.resetsVoltage();
    }

    List<Variable> all() {
        return variables;
    }

    /** The origins of the variables' arrays; null for variables that are computed in every step. */
    List<Origin> origins() {
        return origins;
    }

    // ---- bindings ----

    /** The names under which a stage reads variables that change in time. */
    List<String> namesOfMoving(List<Binding> bindings) {
        return bindings.stream()
                .filter(binding -> original.changesInTime(binding.variable()))
                .map(Binding::name)
                .toList();
    }

    /**
     * The bindings of a stage's inputs, and of their tangents.
     *
     * @param afterUpdates whether it reads the values that the updates have left
     */
    List<Binding> inputs(List<Binding> bindings, boolean afterUpdates) {
        List<Binding> inputs = new ArrayList<>();
        for (Binding binding : bindings) {
            int variable = binding.variable();
            boolean isOfThisStep = original.variables().get(variable).kind() == Kind.CURRENT;
            int value = isOfThisStep ? now(variable) : afterUpdates ? seenValue(variable) : before(variable);
            inputs.add(new Binding(binding.name(), value, binding.positions()));
            if (original.changesInTime(variable)) {
                int tangent = afterUpdates && withTerms.contains(variable) ? seen(variable) : tangent(variable);
                inputs.add(new Binding(ForwardMode.tangent(binding.name()), tangent, binding.positions()));
            }
        }
        return inputs;
    }

    /** The bindings of an update's outputs: values, then tangents, then the copies of tangents. */
    List<Binding> outputs(List<Binding> bindings) {
        List<Binding> values = new ArrayList<>();
        List<Binding> tangents = new ArrayList<>();
        List<Binding> copies = new ArrayList<>();
        for (Binding binding : bindings) {
            int variable = binding.variable();
            String name = ForwardMode.tangent(binding.name());
            values.add(new Binding(binding.name(), seenValue(variable), binding.positions()));
            tangents.add(new Binding(name, tangent(variable), binding.positions()));
            if (withTerms.contains(variable)) {
                copies.add(new Binding(seenName(name), seen(variable), binding.positions()));
            }
        }
        values.addAll(tangents);
        values.addAll(copies);
        return values;
    }

    /** A binding to rows of a variable that is defined in these compartments, which may repeat. */
    Binding binding(String name, int variable, int[] compartments) {
        int[] rows = variables.get(variable).rows();
        if (Arrays.equals(rows, compartments)) {
            return new Binding(name, variable, null);
        }
        int[] positions = Arrays.stream(compartments)
                .map(compartment -> Arrays.binarySearch(rows, compartment))
                .toArray();
        return new Binding(name, variable, positions);
    }

    // ---- variables ----

    /** The name of the copy of a tangent that currents read, as an output of an update. */
    static String seenName(String tangent) {
        return SEEN + tangent;
    }

    /** The point of a variable. */
    int point(int variable) {
        return number(POINT + name(variable), variable, Kind.PARAMETER, Source.POINT);
    }

    /** A variable of the original before the step; states are advanced by the updates, except for the voltage. */
    int before(int variable) {
        Kind kind = original.variables().get(variable).kind() == Kind.STATE && variable != Program.VOLTAGE
                ? Kind.STATE
                : Kind.PARAMETER;
        return number(name(variable), variable, kind, Source.BEFORE);
    }

    /** A variable of the original as the updates have left it. */
    int seenValue(int variable) {
        return variable == Program.VOLTAGE && isReset
                ? number(name(variable) + AFTER_UPDATES, variable, Kind.STATE, Source.BEFORE)
                : before(variable);
    }

    /** A current of the original at the states that the updates have left. */
    int now(int variable) {
        return number(name(variable) + NOW, variable, Kind.CURRENT, null);
    }

    /** The tangent of a variable. */
    int tangent(int variable) {
        boolean isArgument = original.variables().get(variable).isArgument();
        Kind kind = original.variables().get(variable).kind();
        return number(ForwardMode.tangent(name(variable)), variable, kind, isArgument ? Source.DIRECTION : null);
    }

    /** The tangent of a current, -1 if nobody reads it. */
    int tangentOfCurrent(int variable) {
        boolean isRead = variable >= 0 && (original.variables().get(variable).isArgument() || isReadInStep(variable));
        return isRead ? tangent(variable) : -1;
    }

    /** The copy of a tangent that currents read. */
    int seen(int variable) {
        return number(SEEN + ForwardMode.tangent(name(variable)), variable, Kind.STATE, Source.DIRECTION);
    }

    /** Tells whether a variable is no argument and some stage reads it. */
    boolean isReadInStep(int variable) {
        return !original.variables().get(variable).isArgument()
                && original.stages().stream()
                        .filter(stage -> stage.owner() != Stage.Owner.EQUATIONS)
                        .flatMap(stage -> stage.inputs().stream())
                        .anyMatch(input -> input.variable() == variable);
    }

    private int number(String name, int variable, Kind kind, Source source) {
        return numbers.computeIfAbsent(name, absent -> {
            Variable of = original.variables().get(variable);
            variables.add(new Variable(name, kind, of.domain(), of.rows()));
            origins.add(source == null ? null : new Origin(source, variable));
            return variables.size() - 1;
        });
    }

    private String name(int variable) {
        return original.variables().get(variable).name();
    }
}
