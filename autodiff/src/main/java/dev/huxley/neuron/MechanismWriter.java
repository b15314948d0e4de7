package dev.huxley.neuron;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.Temperature;
import dev.huxley.text.ElementName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a mechanism of Huxley's as a file in NMODL that takes the same steps.
 *
 * <p>States that relax exponentially, each for itself, become a block DERIVATIVE with the method cnexp, which is exact
 * for them; states that an implicit step advances together, one with their rates and the method derivimplicit. Any other
 * step is written as it is, as a PROCEDURE that NEURON calls once in each step and that reads
 * {@code dt}. Expressions are those of the mechanism's own functions, traced.
 */
final class MechanismWriter {
    private final Mechanism mechanism;
    private final MechanismTrace trace;
    private final NmodlNames names = new NmodlNames();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();
    private final Map<String, IonVariable> shared = new LinkedHashMap<>();
    private final Set<String> written = new LinkedHashSet<>();
    private final Map<String, String> starts = new LinkedHashMap<>();
    private final Map<String, String> followers = new LinkedHashMap<>();
    private final Map<HelperFunction, String> helpers = new LinkedHashMap<>();
    private final Set<String> surroundings = new LinkedHashSet<>();
    private final MechanismExpressions expressions;
    private String pointer = "";

    private MechanismWriter(Mechanism mechanism, MechanismTrace trace) {
        this.mechanism = mechanism;
        this.trace = trace;
        expressions = MechanismExpressions.of(trace);
    }

    /**
     * The text of a mechanism.
     *
     * @throws UnwritableException if the mechanism has no form in NMODL, with the reason
     */
    static MechanismText write(Mechanism mechanism, MechanismTrace trace) {
        return new MechanismWriter(mechanism, trace).text();
    }

    private MechanismText text() {
        if (trace.updates().containsKey("v")) {
            throw new UnwritableException(
                    "the mechanism " + mechanism.name()
                            + " sets the voltage, which no mechanism of NEURON can do; an ARTIFICIAL_CELL of your own may serve");
        }
        if (!mechanism.globalStates().isEmpty()) {
            throw new UnwritableException("the mechanism " + mechanism.name() + " reads the state of the whole model "
                    + mechanism.globalStates().iterator().next().key() + ", and NEURON has no such states");
        }
        nameQuantities();
        String suffix = ReservedNames.mechanism(mechanism.name());
        String text = new MechanismLayout(this, expressions, suffix).text();
        return new MechanismText(
                suffix,
                text,
                parameters,
                states,
                shared,
                List.copyOf(written),
                starts,
                followers,
                !expressions.hasEquations() && !trace.updates().isEmpty());
    }

    // ---- names ----

    private void nameQuantities() {
        Set<String> read = expressions.inputs();
        expressions.currents().keySet().stream()
                .filter(name -> !name.equals("i_" + mechanism.name()))
                .forEach(name -> share(name, IonVariable.ofCurrent(name)));
        for (Declaration state : mechanism.states()) {
            for (String key : ElementName.all(state.key(), state.extents())) {
                boolean isChanged = trace.updates().containsKey(key);
                boolean isOwn = state.key().startsWith(mechanism.name() + "_");
                if (!isOwn && (isChanged || read.contains(key))) {
                    share(key, Optional.of(IonVariable.ofState(key, state.unit())));
                    if (isChanged) {
                        written.add(key);
                    }
                } else if (isOwn && isChanged) {
                    states.put(key, names.freeState(localName(state, key)));
                } else if (isOwn && read.contains(key)) {
                    parameter(key, localName(state, key), value(state, key));
                }
            }
        }
        mechanism.parameters().forEach(parameter -> nameParameter(parameter, read));
        mechanism.globalParameters().forEach(parameter -> nameParameter(parameter, read));
        read.forEach(this::nameSurrounding);
        for (String key : trace.updates().keySet()) {
            if (!trace.steadyStates().containsKey(key)) {
                Declaration state = trace.declaration(ElementName.key(key));
                String start = names.free(variable(key) + "_start");
                starts.put(key, start);
                values.put(start, value(state, key));
            }
        }
        if (mechanism instanceof IonPump pump) {
            String key = pump.key(pump.ion());
            followers.put(key, names.freeState(variable(key) + "_next"));
        }
    }

    private void nameParameter(Declaration parameter, Set<String> read) {
        for (String key : ElementName.all(parameter.key(), parameter.extents())) {
            boolean isOwn = parameter.key().startsWith(mechanism.name() + "_");
            if (!read.contains(key)) {
                continue;
            }
            if (key.equals(Temperature.CELSIUS)) {
                surroundings.add(key);
            } else if (!isOwn && IonVariable.ofReversal(key).isPresent()) {
                share(key, IonVariable.ofReversal(key));
            } else {
                parameter(key, localName(parameter, key), value(parameter, key));
            }
        }
    }

    /** Names what the mechanism reads without having declared it: geometry, and currents of the step before. */
    private void nameSurrounding(String key) {
        switch (key) {
            case "v", "post/v", TimeStepTracing.TIME_STEP -> {
                // NEURON's own names.
            }
            case "pre/v" -> pointer = names.free("vpre");
            case "area" -> surroundings.add(key);
            case "radius" -> parameter(key, key, 1);
            case "length" -> parameter(key, key, 10);
            case "capacitance" -> parameter(key, key, 1);
            case "axial_resistivity" -> parameter(key, key, 5000);
            case Temperature.CELSIUS -> surroundings.add(key);
            default -> {
                if (trace.declaration(ElementName.key(key)) == null && trace.isGlobal(ElementName.key(key))) {
                    parameter(key, key, 0);
                } else if (trace.declaration(ElementName.key(key)) == null) {
                    share(key, IonVariable.ofCurrent(key));
                }
            }
        }
    }

    private void parameter(String key, String wished, double value) {
        String name = names.free(wished);
        parameters.put(key, name);
        values.put(name, value);
    }

    private void share(String key, Optional<IonVariable> variable) {
        IonVariable found = variable.orElseThrow(() -> new UnwritableException("the mechanism " + mechanism.name()
                + " shares '" + key + "' with others, and NEURON has no such variable"));
        for (Map.Entry<String, IonVariable> other : shared.entrySet()) {
            if (!other.getKey().equals(key) && other.getValue().name().equals(found.name())) {
                throw new UnwritableException("the mechanism " + mechanism.name() + " reads both '" + key + "' and '"
                        + other.getKey() + "', which would be one variable in NEURON, " + found.name());
            }
        }
        if (shared.put(key, found) == null) {
            names.take(found.name());
        }
    }

    private static String localName(Declaration declaration, String key) {
        String local = declaration.name() + key.substring(declaration.key().length());
        return local.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("_+$", "");
    }

    private static double value(Declaration declaration, String key) {
        List<String> elements = ElementName.all(declaration.key(), declaration.extents());
        return declaration.elements()[elements.indexOf(key)];
    }

    // ---- for the layout ----

    Mechanism mechanism() {
        return mechanism;
    }

    NmodlNames names() {
        return names;
    }

    /** The keys of the states that a step changes. */
    Set<String> updated() {
        return trace.updates().keySet();
    }

    /** The POINTER to the presynaptic voltage; empty if the file reads none. */
    String pointer() {
        return pointer;
    }

    /** Tells whether the file is a point process, whose current is in nA. */
    boolean isPoint() {
        return mechanism instanceof Synapse;
    }

    /** The name of a quantity in the file. */
    String variable(String key) {
        if (key.equals(SynapseContext.preKey("v"))) {
            return pointer;
        }
        if (key.equals(SynapseContext.postKey("v"))) {
            return "v";
        }
        if (states.containsKey(key)) {
            return states.get(key);
        }
        if (parameters.containsKey(key)) {
            return parameters.get(key);
        }
        return shared.containsKey(key) ? shared.get(key).name() : key;
    }

    String unit(String key) {
        Declaration declaration = trace.declaration(ElementName.key(key));
        if (declaration == null) {
            return shared.containsKey(key)
                    ? "mA/cm2"
                    : Map.of("radius", "um", "length", "um", "capacitance", "uF/cm2", "axial_resistivity", "ohm cm")
                            .getOrDefault(key, "");
        }
        return declaration.unit().matches("[A-Za-z0-9/ ]+")
                        && !declaration.unit().equals("1")
                ? declaration.unit()
                : "";
    }

    Map<String, String> parameters() {
        return parameters;
    }

    /** The default of a RANGE variable by its name. */
    double value(String name) {
        return values.get(name);
    }

    Map<String, String> states() {
        return states;
    }

    Map<String, IonVariable> shared() {
        return shared;
    }

    Set<String> written() {
        return written;
    }

    Map<String, String> starts() {
        return starts;
    }

    Map<String, String> followers() {
        return followers;
    }

    /** The variables of NEURON's that the file must declare to read. */
    Set<String> surroundings() {
        return surroundings;
    }

    /** The name of a function that NMODL does not have, which is defined in the file from now on. */
    String helper(HelperFunction function) {
        return helpers.computeIfAbsent(function, each -> names.free(each.wished()));
    }

    Map<HelperFunction, String> helpers() {
        return helpers;
    }

    /** A writer of statements in which some nodes have names already. */
    ExpressionText statements(Map<Integer, String> given) {
        Map<Integer, String> known = new HashMap<>(given);
        return new ExpressionText(expressions.graph(), this::variable, this::helper, names::isFree, known);
    }
}
