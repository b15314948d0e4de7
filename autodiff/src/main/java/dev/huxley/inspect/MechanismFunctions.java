package dev.huxley.inspect;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.trace.Tracer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The three functions of a mechanism on plain numbers, without a model around it: traced once, evaluated for as many
 * voltages, parameters and states as wanted. Arrays are given and returned by key (see {@code Mechanism.key}); what is
 * not given has its default value, and currents of other mechanisms are 0.
 */
public final class MechanismFunctions {
    static final String UPDATE = "update";
    static final String STEADY_STATE = "steady state";

    /** The name of the only output of {@link #current}. */
    static final String CURRENT = "current";

    /** What every compartment has: the defaults of {@code Compartment}. */
    private static final Map<String, Double> COMPARTMENT = Map.of(
            "v", -70.0,
            "radius", 1.0,
            "length", 10.0,
            "area", 20 * Math.PI,
            "capacitance", 1.0,
            "axial_resistivity", 5000.0);

    private final MembraneMechanism mechanism;
    private final double timeStep;
    private final Map<String, Double> defaults = new LinkedHashMap<>();

    private MechanismFunctions(MembraneMechanism mechanism, double timeStep, Collection<String> currents) {
        this.mechanism = mechanism;
        this.timeStep = timeStep;
        defaults.putAll(COMPARTMENT);
        currents.forEach(name -> defaults.put(name, 0.0));
        defaults.put(mechanism.currentName(), 0.0);
        mechanism.parameters().forEach(declaration -> defaults.put(declaration.key(), declaration.value()));
        mechanism.states().forEach(declaration -> defaults.put(declaration.key(), declaration.value()));
    }

    /**
     * The functions of a mechanism.
     *
     * @param timeStep the time step in ms
     * @param currents names of membrane currents of other mechanisms that this one may read
     */
    public static MechanismFunctions of(MembraneMechanism mechanism, double timeStep, Collection<String> currents) {
        return new MechanismFunctions(mechanism, timeStep, currents);
    }

    /** The mechanism. */
    public MembraneMechanism mechanism() {
        return mechanism;
    }

    /** The default of every key that the mechanism may look at. */
    public Map<String, Double> defaults() {
        return Map.copyOf(defaults);
    }

    /** The states (and the voltage, if the mechanism writes it) after a time step, by key. */
    public Map<String, double[]> update(Map<String, double[]> given) {
        return evaluate(updateGraph(), given);
    }

    /** The current density of a channel in mA/cm2, the rate of a pump in mM/ms. */
    public double[] current(Map<String, double[]> given) {
        return evaluate(currentGraph(), given).get(CURRENT);
    }

    /** The steady states, by key. */
    public Map<String, double[]> steadyState(Map<String, double[]> given) {
        return evaluate(steadyStateGraph(), given);
    }

    Graph updateGraph() {
        return trace(UPDATE, membrane -> keyed(UPDATE, mechanism.update(membrane)));
    }

    Graph currentGraph() {
        return trace(densityName(), membrane -> Map.of(CURRENT, density(membrane)));
    }

    Graph steadyStateGraph() {
        return trace(STEADY_STATE, membrane -> keyed(STEADY_STATE, mechanism.steadyState(membrane)));
    }

    /** The same functions run eagerly on arrays. */
    Map<String, NDArray> eagerly(String function, Map<String, NDArray> arrays) {
        Membrane membrane = new Membrane(mechanism, arrays, timeStep);
        return switch (function) {
            case UPDATE -> keyed(function, mechanism.update(membrane));
            case STEADY_STATE -> keyed(function, mechanism.steadyState(membrane));
            default -> Map.of(CURRENT, density(membrane));
        };
    }

    /** What the mechanism carries: {@code "current"} or {@code "rate"}. */
    String densityName() {
        return mechanism instanceof IonPump ? "rate" : "current";
    }

    /** An output of a function, for people: {@code "the update of m"}. */
    String describe(String function, String output) {
        return output.equals(CURRENT) ? "the " + function : "the " + function + " of " + localName(output);
    }

    /** The name that the mechanism's code uses for a key. */
    String localName(String key) {
        return Stream.concat(mechanism.parameters().stream(), mechanism.states().stream())
                .filter(declaration -> declaration.key().equals(key))
                .map(Declaration::name)
                .findFirst()
                .orElse(key);
    }

    /** Whether the mechanism has an update of its own, so that states may change. */
    boolean writesOwnStates() {
        return !(mechanism instanceof IonPump);
    }

    /** The keys that a graph really reads. */
    static Set<String> used(Graph graph) {
        Set<String> names = new LinkedHashSet<>();
        graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .forEach(node -> names.add(node.name()));
        return names;
    }

    Map<String, double[]> evaluate(Graph graph, Map<String, double[]> given) {
        Map<String, double[]> inputs = new LinkedHashMap<>();
        defaults.forEach((key, value) -> inputs.put(key, new double[] {value}));
        inputs.putAll(given);
        return Evaluation.arrays(graph, inputs);
    }

    private Graph trace(String what, Function<Membrane, Map<String, NDArray>> function) {
        return Tracer.trace(
                mechanism.name() + ", " + what,
                List.copyOf(defaults.keySet()),
                arrays -> function.apply(new Membrane(mechanism, arrays, timeStep)));
    }

    private NDArray density(Membrane membrane) {
        if (mechanism instanceof Channel channel) {
            return channel.current(membrane);
        }
        if (mechanism instanceof IonPump pump) {
            return pump.rate(membrane);
        }
        throw new IllegalArgumentException(mechanism + " is neither a channel nor a pump");
    }

    private Map<String, NDArray> keyed(String function, Map<String, NDArray> local) {
        Map<String, NDArray> results = new LinkedHashMap<>();
        for (Declaration state : mechanism.states()) {
            if (local.containsKey(state.name())) {
                results.put(state.key(), local.get(state.name()));
            }
        }
        if (function.equals(UPDATE) && local.containsKey("v")) {
            results.put("v", local.get("v"));
        }
        if (results.size() != local.size()) {
            throw new IllegalArgumentException("the " + function + " of mechanism " + mechanism + " returns "
                    + new TreeSet<>(local.keySet()) + ", but the states it declares are "
                    + mechanism.states().stream().map(Declaration::name).toList());
        }
        return results;
    }
}
