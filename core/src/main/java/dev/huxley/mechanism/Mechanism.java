package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import dev.huxley.display.Displayable;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A mechanism of a membrane, a synapse or the model as a whole: a name, and the parameters and states that it declares.
 *
 * <p>A subclass declares them in its constructor. A declared name is local to the mechanism's code ({@code "gNa"}); the
 * model stores it under a key, which is {@code <mechanism>_<name>} for quantities that the mechanism owns ({@code
 * "HH_gNa"}) and the bare name for those that it shares with other mechanisms ({@code "eNa"}).
 *
 * <p>A value may be an array of any shape in every compartment or synapse. The mechanism's code then sees an array
 * whose first axes are those of the declaration and whose last one runs over the compartments, so that it can be
 * combined with single values: with {@code W} declared as (4, 3), {@code W.mul(v).sum(new int[] {1})} has the shape (4,
 * compartments). A local name may be a path, {@code "gate/alpha/rate"}: then the model has a tree of values, which can
 * be set, trained and stored leaf by leaf or as a whole.
 */
public abstract class Mechanism implements Displayable {
    private static final String IDENTIFIER = "[A-Za-z][A-Za-z0-9_]*";
    private static final String VOLTAGE = "v";
    private static final int[] NUMBER = {};

    private final String name;
    private final Map<String, Declaration> parameters = new LinkedHashMap<>();
    private final Map<String, Declaration> states = new LinkedHashMap<>();
    private final Map<String, Declaration> globalParameters = new LinkedHashMap<>();
    private final Map<String, Declaration> globalStates = new LinkedHashMap<>();
    private final Set<String> positive = new LinkedHashSet<>();
    private Temperature temperature;

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

    /** The declared parameters, then the declared states. */
    public final List<Declaration> declarations() {
        List<Declaration> all = new ArrayList<>(parameters.values());
        all.addAll(states.values());
        return all;
    }

    /** The parameters of the whole model that the mechanism reads. */
    public final Collection<Declaration> globalParameters() {
        return Collections.unmodifiableCollection(globalParameters.values());
    }

    /** The states of the whole model that the mechanism reads. */
    public final Collection<Declaration> globalStates() {
        return Collections.unmodifiableCollection(globalStates.values());
    }

    /** The model's key of a declared local name; names that are not declared (radius, i_Ca, ...) are keys themselves. */
    public final String key(String localName) {
        Declaration declaration = parameters.getOrDefault(localName, states.get(localName));
        return declaration == null ? localName : declaration.key();
    }

    /**
     * The equations in plain text, in lines of at most 100 characters: currents, rates, units. Empty unless a mechanism
     * overrides this.
     */
    public String equations() {
        return "";
    }

    /** The temperature of the rates; empty if the mechanism does not tell it. */
    public final Optional<Temperature> temperature() {
        return Optional.ofNullable(temperature);
    }

    /**
     * The constants, besides parameters, in which two mechanisms of one class may differ: the arguments of the
     * constructor, for instance a temperature. They are numbers, strings and booleans, in the order in which a
     * constructor takes them after the name, so that a mechanism can be rebuilt when a model is read from a file.
     */
    public List<Object> constants() {
        return List.of();
    }

    /** Declares a parameter that the mechanism owns. */
    protected final void parameter(String localName, double value, String unit) {
        declare(parameters, localName, name + "_" + localName, NUMBER, new double[] {value}, unit);
    }

    /** Declares a parameter that the mechanism owns and that is a vector in every compartment or synapse. */
    protected final void parameter(String localName, double[] values, String unit) {
        parameter(localName, new int[] {values.length}, values, unit);
    }

    /** Declares a parameter that the mechanism owns and that is a matrix in every compartment or synapse. */
    protected final void parameter(String localName, double[][] values, String unit) {
        parameter(localName, extents(localName, values), flat(values), unit);
    }

    /**
     * Declares a parameter that the mechanism owns and that is an array in every compartment or synapse.
     *
     * @param shape the shape in one compartment
     * @param values the default, elements in row-major order
     */
    protected final void parameter(String localName, int[] shape, double[] values, String unit) {
        declare(parameters, localName, name + "_" + localName, shape, values, unit);
    }

    /** Declares a parameter that all mechanisms with this name share, for instance a reversal potential. */
    protected final void sharedParameter(String localName, double value, String unit) {
        declare(parameters, localName, localName, NUMBER, new double[] {value}, unit);
    }

    /** Declares a dimensionless state that the mechanism owns, for instance a gate. */
    protected final void state(String localName, double initial) {
        state(localName, initial, "1");
    }

    /** Declares a state that the mechanism owns. */
    protected final void state(String localName, double initial, String unit) {
        declare(states, localName, name + "_" + localName, NUMBER, new double[] {initial}, unit);
    }

    /** Declares a state that the mechanism owns and that is a vector in every compartment or synapse. */
    protected final void state(String localName, double[] initial, String unit) {
        state(localName, new int[] {initial.length}, initial, unit);
    }

    /** Declares a state that the mechanism owns and that is a matrix in every compartment or synapse. */
    protected final void state(String localName, double[][] initial, String unit) {
        state(localName, extents(localName, initial), flat(initial), unit);
    }

    /**
     * Declares a state that the mechanism owns and that is an array in every compartment or synapse.
     *
     * @param shape the shape in one compartment
     * @param initial the initial value, elements in row-major order
     */
    protected final void state(String localName, int[] shape, double[] initial, String unit) {
        declare(states, localName, name + "_" + localName, shape, initial, unit);
    }

    /** Declares a state that all mechanisms with this name share, for instance a concentration. */
    protected final void sharedState(String localName, double initial, String unit) {
        declare(states, localName, localName, NUMBER, new double[] {initial}, unit);
    }

    /**
     * Declares the temperature at which the rates were measured, and how they grow with it. The gates of a {@link
     * GatedChannel} then follow the temperature of the model; other mechanisms pass their kinetics through {@link
     * #atTemperature(Kinetics, LocalValues)}.
     */
    protected final void temperature(Temperature ofRates) {
        temperature = ofRates;
    }

    /**
     * The kinetics at the temperature of the model: rates are multiplied by {@code q10^((celsius - measured) / 10)} if
     * the mechanism has declared a {@link #temperature(Temperature)}.
     */
    protected final Kinetics atTemperature(Kinetics kinetics, LocalValues values) {
        return temperature == null ? kinetics : temperature.adapt(kinetics, values);
    }

    /** The rate (1/ms) at the temperature of the model, see {@link #atTemperature(Kinetics, LocalValues)}. */
    protected final NDArray atTemperature(NDArray rate, LocalValues values) {
        return temperature == null ? rate : temperature.adapt(rate, values);
    }

    /**
     * Requires that a declared parameter be positive, or a declared state at the beginning of a run, because the
     * equations are undefined otherwise, for instance for a concentration whose logarithm they take. A run with another
     * value throws an error.
     */
    protected final void mustBePositive(String localName) {
        positive.add(key(localName));
    }

    /** The keys of the parameters and initial states that must be positive. */
    public final Set<String> positiveKeys() {
        return Collections.unmodifiableSet(positive);
    }

    /**
     * Declares that the mechanism reads a parameter of the whole model, for instance the temperature. The model has one
     * value of it for all mechanisms; the default applies if it has none yet.
     */
    protected final void globalParameter(String globalName, double value, String unit) {
        declare(globalParameters, globalName, globalName, NUMBER, new double[] {value}, unit);
    }

    /** Declares that the mechanism reads an array-valued parameter of the whole model. */
    protected final void globalParameter(String globalName, int[] shape, double[] values, String unit) {
        declare(globalParameters, globalName, globalName, shape, values, unit);
    }

    /**
     * Declares that the mechanism reads a state of the whole model, for instance the concentration of a modulator. It
     * changes in time if a {@link GlobalProcess} updates it or if it is clamped.
     */
    protected final void globalState(String globalName, double initial, String unit) {
        declare(globalStates, globalName, globalName, NUMBER, new double[] {initial}, unit);
    }

    /** Declares that the mechanism reads an array-valued state of the whole model. */
    protected final void globalState(String globalName, int[] shape, double[] initial, String unit) {
        declare(globalStates, globalName, globalName, shape, initial, unit);
    }

    /**
     * Declares the weights of a neural network as parameters that the mechanism owns, {@code <localName>/layer1/weight}
     * and so on.
     *
     * @return the network, for use in the mechanism's functions
     */
    protected final NeuralNetwork network(String localName, NeuralNetwork network) {
        NeuralNetwork named = network.named(localName);
        named.declare((path, shape, values) -> parameter(path, shape, values, "1"));
        return named;
    }

    /** Declares the weights of a neural network as parameters of the whole model. */
    protected final NeuralNetwork globalNetwork(String globalName, NeuralNetwork network) {
        NeuralNetwork named = network.named(globalName);
        named.declare((path, shape, values) -> globalParameter(path, shape, values, "1"));
        return named;
    }

    /**
     * Tells whether the other mechanism has the same class, name, declarations and constants, so that one can replace
     * the other.
     */
    public final boolean isInterchangeableWith(Mechanism other) {
        return getClass() == other.getClass()
                && name.equals(other.name)
                && parameters.equals(other.parameters)
                && states.equals(other.states)
                && globalParameters.equals(other.globalParameters)
                && globalStates.equals(other.globalStates)
                && Objects.equals(temperature, other.temperature)
                && constants().equals(other.constants());
    }

    @Override
    public String toString() {
        List<String> defaults = parameters.values().stream()
                .map(declaration -> declaration.name() + " = "
                        + (declaration.isScalar() ? declaration.values().get(0) : declaration.shape())
                        + (declaration.unit().equals("1") ? "" : " " + declaration.unit()))
                .toList();
        return name + "[" + Brief.list(defaults) + "]";
    }

    private void declare(
            Map<String, Declaration> into, String localName, String key, int[] shape, double[] values, String unit) {
        if (localName == null || !localName.matches(IDENTIFIER + "(/" + IDENTIFIER + ")*")) {
            throw new IllegalArgumentException("'" + localName + "' cannot name a parameter or state of " + name
                    + ": use a letter, then letters, digits and underscores; '/' separates the names of a tree");
        }
        if (localName.equals(VOLTAGE) && !key.equals(VOLTAGE)) {
            throw new IllegalArgumentException("mechanism " + name
                    + " declares 'v', which is the voltage of the membrane;" + " give the quantity another name");
        }
        for (Map<String, Declaration> declared : List.of(parameters, states, globalParameters, globalStates)) {
            for (String other : declared.keySet()) {
                if (other.equals(localName)) {
                    throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' twice");
                }
                if (other.startsWith(localName + "/") || localName.startsWith(other + "/")) {
                    throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' and '"
                            + other + "': a name with parts cannot have a value itself");
                }
            }
        }
        int size = 1;
        for (int extent : shape) {
            if (extent < 1) {
                throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' with the shape "
                        + Arrays.toString(shape) + "; extents must be at least 1");
            }
            size = Math.multiplyExact(size, extent);
        }
        if (values.length != size) {
            throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' with "
                    + values.length + " values for the shape " + Arrays.toString(shape) + ", which has " + size);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("mechanism " + name + " declares '" + localName
                        + "' with the default " + value + "; a default must be a finite number");
            }
        }
        into.put(localName, new Declaration(localName, key, shape, values, unit));
    }

    private int[] extents(String localName, double[][] values) {
        for (double[] row : values) {
            if (row.length != values[0].length) {
                throw new IllegalArgumentException("mechanism " + name + " declares '" + localName + "' with rows of "
                        + values[0].length + " and " + row.length + " values");
            }
        }
        return new int[] {values.length, values.length == 0 ? 0 : values[0].length};
    }

    private static double[] flat(double[][] values) {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    }

    private static String identifier(String text, String what) {
        if (text == null || !text.matches(IDENTIFIER)) {
            throw new IllegalArgumentException(
                    "'" + text + "' cannot name " + what + ": use a letter, then letters, digits and underscores");
        }
        return text;
    }
}
