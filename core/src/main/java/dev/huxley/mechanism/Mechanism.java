package dev.huxley.mechanism;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that sits in a membrane or in its surroundings: a name, and the parameters and states it declares.
 *
 * <p>A subclass declares them in its constructor. A declared name is local to the mechanism's code ({@code "gNa"}); the
 * model stores it under a key, which is {@code <mechanism>_<name>} for what the mechanism owns ({@code "HH_gNa"}) and
 * the bare name for what it shares with other mechanisms ({@code "eNa"}).
 */
public abstract class Mechanism {
    private final String name;
    private final Map<String, Declaration> parameters = new LinkedHashMap<>();
    private final Map<String, Declaration> states = new LinkedHashMap<>();

    /**
     * @param name the name in the model and the prefix of the keys: a letter, then letters, digits and underscores
     */
    protected Mechanism(String name) {
        this.name = identifier(name, "a mechanism");
    }

    /** The name in the model, for instance {@code "HH"}. */
    public final String name() {
        return name;
    }

    /** The declared parameters, in the order of declaration. */
    public final Collection<Declaration> parameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    /** The declared states, in the order of declaration. */
    public final Collection<Declaration> states() {
        return Collections.unmodifiableCollection(states.values());
    }

    /** The model's key of a declared local name; names that are not declared (radius, i_Ca, ...) are keys themselves. */
    public final String key(String localName) {
        Declaration declaration = parameters.getOrDefault(localName, states.get(localName));
        return declaration == null ? localName : declaration.key();
    }

    /**
     * The equations in plain text, lines of at most 100 characters, for people: currents, rates, units.
     * Empty unless a mechanism says them.
     */
    public String equations() {
        return "";
    }

    /**
     * What else makes two mechanisms of one class differ: constants that the constructor was given and that are not
     * parameters, for instance a temperature. Numbers, texts and truths, in the order in which a constructor takes them
     * behind the name: so a mechanism is made again when a model is read from a file.
     */
    public List<Object> constants() {
        return List.of();
    }

    /** Declares a parameter that the mechanism owns. */
    protected final void parameter(String localName, double value, String unit) {
        declare(parameters, localName, name + "_" + localName, value, unit);
    }

    /** Declares a parameter that all mechanisms with this name share, for instance a reversal potential. */
    protected final void sharedParameter(String localName, double value, String unit) {
        declare(parameters, localName, localName, value, unit);
    }

    /** Declares a dimensionless state that the mechanism owns, for instance a gate. */
    protected final void state(String localName, double initial) {
        state(localName, initial, "1");
    }

    /** Declares a state that the mechanism owns. */
    protected final void state(String localName, double initial, String unit) {
        declare(states, localName, name + "_" + localName, initial, unit);
    }

    /** Declares a state that all mechanisms with this name share, for instance a concentration. */
    protected final void sharedState(String localName, double initial, String unit) {
        declare(states, localName, localName, initial, unit);
    }

    /** Whether the other mechanism declares the same things under the same name: then one may stand for the other. */
    public final boolean isInterchangeableWith(Mechanism other) {
        return getClass() == other.getClass()
                && name.equals(other.name)
                && parameters.equals(other.parameters)
                && states.equals(other.states)
                && constants().equals(other.constants());
    }

    @Override
    public String toString() {
        return name;
    }

    private void declare(Map<String, Declaration> into, String localName, String key, double value, String unit) {
        identifier(localName, "a parameter or state of " + name);
        if (parameters.containsKey(localName) || states.containsKey(localName)) {
            throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' twice");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' with the default "
                    + value + "; a default must be a finite number");
        }
        into.put(localName, new Declaration(localName, key, value, unit));
    }

    private static String identifier(String text, String what) {
        if (text == null || !text.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "'" + text + "' cannot name " + what + ": use a letter, then letters, digits and underscores");
        }
        return text;
    }
}
