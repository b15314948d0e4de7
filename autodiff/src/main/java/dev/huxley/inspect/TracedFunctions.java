package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.text.ElementName;
import dev.huxley.tracing.Tracer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions of a mechanism or synapse on plain numbers, without a model around it: traced once, evaluated for any
 * number of voltages, parameters and states. Numbers go in and out by key (see {@code Mechanism.key}), those of a
 * quantity that is an array element by element ({@link ElementName}); missing inputs have their default value.
 */
abstract class TracedFunctions {
    static final String UPDATE = "update";
    static final String STEADY_STATE = "steady state";

    /** The name of the only output of a current or rate. */
    static final String CURRENT = "current";

    /** The quantities of every compartment, with the defaults of {@code Compartment}. */
    static final Map<String, Double> COMPARTMENT = Map.of(
            "v", -70.0,
            "radius", 1.0,
            "length", 10.0,
            "area", 20 * Math.PI,
            "capacitance", 1.0,
            "axial_resistivity", 5000.0);

    /**
     * Values of the states at which functions are evaluated.
     *
     * @param values by key; states that are not named have their initial values
     * @param words their description, empty or beginning with a space
     */
    record States(Map<String, Double> values, String words) {
        static final States INITIAL = new States(Map.of(), "");
    }

    /**
     * A voltage that runs over its range while others stand still.
     *
     * @param key the voltage's key
     * @param name its name in messages
     * @param others the values of other voltages by key
     * @param words their description, empty or beginning with a space
     */
    record Scan(String key, String name, Map<String, Double> others, String words) {}

    private final Mechanism inspected;
    private final double timeStep;
    private final Map<String, Double> defaults = new LinkedHashMap<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    TracedFunctions(Mechanism inspected, double timeStep) {
        this.inspected = inspected;
        this.timeStep = timeStep;
        declare(inspected.parameters());
        declare(inspected.states());
        declare(inspected.globalParameters());
        declare(inspected.globalStates());
    }

    private void declare(Collection<Declaration> declarations) {
        for (Declaration declaration : declarations) {
            keys.add(declaration.key());
            if (!declaration.isScalar()) {
                shapes.put(declaration.key(), declaration.extents());
            }
            List<String> names = names(declaration);
            for (int i = 0; i < names.size(); i++) {
                defaults.put(names.get(i), declaration.elements()[i]);
            }
        }
    }

    /** Adds a quantity that the functions may read, unless it is declared. */
    final void offer(String key, double value) {
        if (keys.add(key)) {
            defaults.put(key, value);
        }
    }

    // ---- answers of the kinds of mechanisms ----

    /** The names of the functions in the order in which they are checked. */
    abstract List<String> functions();

    /** A function run eagerly on arrays by key. */
    abstract Map<String, NDArray> eagerly(String function, Map<String, NDArray> arrays);

    abstract List<Scan> scans();

    /** States with gates halfway, and with others where the function depends on them. */
    abstract States midway();

    /** The keys of voltages with the name of each in messages. */
    abstract Map<String, String> voltages();

    /** Tells whether the mechanism has an update of its own, so that states may change. */
    abstract boolean writesOwnStates();

    /**
     * The ranges, low and high, of states that a comparison of gradients draws from there, not from near their initial
     * values.
     */
    Map<String, double[]> varied() {
        Map<String, double[]> ranges = new LinkedHashMap<>();
        inspected.states().stream().filter(TracedFunctions::isGate).forEach(state -> names(state)
                .forEach(name -> ranges.put(name, new double[] {0.05, 0.95})));
        return ranges;
    }

    // ---- the common part ----

    /** The mechanism or synapse. */
    Mechanism inspected() {
        return inspected;
    }

    final double timeStep() {
        return timeStep;
    }

    /** The default of every key that the mechanism may read. */
    public Map<String, Double> defaults() {
        return Map.copyOf(defaults);
    }

    /** The shape of a quantity that is an array in each row; empty for single numbers. */
    final int[] shape(String key) {
        return shapes.getOrDefault(key, new int[0]);
    }

    /** The keys of real arrays. */
    final Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** The graph of a function. */
    final Graph graph(String function) {
        Graph graph = Tracer.trace(
                inspected.name() + ", " + function, List.copyOf(keys), shapes, arrays -> eagerly(function, arrays));
        Set<String> returned = graph.outputs().keySet();
        for (String output : returned) {
            String key = ElementName.key(output);
            if (!returned.containsAll(ElementName.all(key, shape(key)))
                    || ElementName.isElement(output) != (shape(key).length > 0)) {
                throw new IllegalArgumentException("the " + function + " of " + inspected + " returns "
                        + localName(output)
                        + ", but in each row " + localName(key) + " has the shape " + Arrays.toString(shape(key))
                        + "; return an array of that shape");
            }
        }
        return graph;
    }

    /** An output of a function, for people: {@code "the update of m"}. */
    final String describe(String function, String output) {
        return output.equals(CURRENT) ? "the " + function : "the " + function + " of " + localName(output);
    }

    /** The name that the mechanism's code uses for a key. */
    final String localName(String name) {
        String key = ElementName.key(name);
        return voltages().containsKey(name)
                ? voltages().get(name)
                : Stream.concat(inspected.parameters().stream(), inspected.states().stream())
                        .filter(declaration -> declaration.key().equals(key))
                        .map(declaration -> declaration.name() + name.substring(key.length()))
                        .findFirst()
                        .orElse(name);
    }

    /** The voltages of a point, for people: {@code "v = -40.0 mV"}. */
    final String place(Map<String, double[]> at, int point) {
        return voltages().entrySet().stream()
                .map(voltage -> {
                    double[] values = at.get(voltage.getKey());
                    double value = values[values.length == 1 ? 0 : point];
                    return String.format(Locale.ROOT, "%s = %s mV", voltage.getValue(), value);
                })
                .collect(Collectors.joining(", "));
    }

    /** The patterns of states: initial values, gates closed and open, and values between. */
    final List<States> patterns() {
        return List.of(
                States.INITIAL,
                states((state, initial) -> isGate(state) ? 0 : initial, " with gates at 0"),
                states((state, initial) -> isGate(state) ? 1 : initial, " with gates at 1"),
                midway());
    }

    /** A pattern made state by state from the initial values. */
    final States states(BiFunction<Declaration, Double, Double> value, String words) {
        Map<String, Double> values = new HashMap<>();
        for (Declaration state : inspected.states()) {
            List<String> names = names(state);
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), value.apply(state, state.elements()[i]));
            }
        }
        return new States(values, words);
    }

    static boolean isGate(Declaration state) {
        return state.unit().equals("1");
    }

    /** The names of a quantity's elements; of a single number its key. */
    static List<String> names(Declaration declaration) {
        return ElementName.all(declaration.key(), declaration.extents());
    }

    /** The keys that a graph really reads. */
    static Set<String> used(Graph graph) {
        Set<String> names = new LinkedHashSet<>();
        graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .forEach(node -> names.add(node.name()));
        return names;
    }

    final Map<String, double[]> evaluate(Graph graph, Map<String, double[]> given) {
        Map<String, double[]> inputs = new LinkedHashMap<>();
        defaults.forEach((key, value) -> inputs.put(key, new double[] {value}));
        inputs.putAll(given);
        return Evaluation.arrays(graph, inputs);
    }

    /** The results of a function by key, from those by local name; throws an error if they are not what is declared. */
    final Map<String, NDArray> keyed(String function, Map<String, NDArray> local, boolean mayWriteVoltage) {
        Map<String, NDArray> results = new LinkedHashMap<>();
        for (Declaration state : inspected.states()) {
            if (local.containsKey(state.name())) {
                results.put(state.key(), local.get(state.name()));
            }
        }
        if (mayWriteVoltage && local.containsKey("v")) {
            results.put("v", local.get("v"));
        }
        if (results.size() != local.size()) {
            throw new IllegalArgumentException("the " + function + " of mechanism " + inspected + " returns "
                    + new TreeSet<>(local.keySet()) + ", but the states it declares are "
                    + inspected.states().stream().map(Declaration::name).toList());
        }
        return results;
    }
}
