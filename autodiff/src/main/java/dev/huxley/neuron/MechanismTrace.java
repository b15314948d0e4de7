package dev.huxley.neuron;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.tracing.Tracer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The functions of a mechanism as one graph with the time step among its inputs: states after a step, states at rest,
 * currents. The step of a pump contains that of its ion's concentration, by the rule of {@link IonPump}.
 */
final class MechanismTrace {
    private static final String UPDATE = "update of ";
    private static final String STEADY = "steady state of ";
    private static final String CURRENT = "current ";
    private static final String RATE = "rate of ";

    /** The difference (mM) by which the rate of a pump is linearized. */
    private static final double DIFFERENCE = 1e-3;

    private static final List<String> GEOMETRY =
            List.of("area", "capacitance", "radius", "length", "axial_resistivity");

    private final Mechanism mechanism;
    private final ReadableQuantities readable;
    private final Graph graph;

    private MechanismTrace(Mechanism mechanism, ReadableQuantities readable, Graph graph) {
        this.mechanism = mechanism;
        this.readable = readable;
        this.graph = graph;
    }

    /**
     * Traces a mechanism.
     *
     * @param readable the quantities of the model that it may read
     */
    static MechanismTrace of(MembraneMechanism mechanism, ReadableQuantities readable) {
        return of(mechanism, readable, trace -> TimeStepTracing.trace("the mechanism " + mechanism.name(), trace));
    }

    /**
     * Traces a mechanism for one time step (ms): its graph reads no step, and its functions may use it in any way.
     */
    static MechanismTrace at(double timeStep, MembraneMechanism mechanism, ReadableQuantities readable) {
        return of(mechanism, readable, trace -> trace.apply(timeStep));
    }

    /** Traces a synapse, which reads the voltages on both sides. */
    static MechanismTrace of(Synapse synapse, ReadableQuantities readable) {
        return of(
                synapse,
                readable,
                List.of(SynapseContext.preKey("v"), SynapseContext.postKey("v")),
                (arrays, step) -> results(synapse, arrays, step),
                trace -> TimeStepTracing.trace("the synapse " + synapse.name(), trace));
    }

    private static MechanismTrace of(
            MembraneMechanism mechanism, ReadableQuantities readable, Function<DoubleFunction<Graph>, Graph> form) {
        List<String> keys = new ArrayList<>(List.of("v"));
        keys.addAll(GEOMETRY);
        keys.addAll(readable.currents());
        keys.addAll(mechanism.currentNames());
        return of(mechanism, readable, keys, (arrays, step) -> results(mechanism, arrays, step), form);
    }

    /** The functions of a mechanism on arrays by key. */
    private interface Functions {
        Map<String, NDArray> results(Map<String, NDArray> arrays, double timeStep);
    }

    private static MechanismTrace of(
            Mechanism mechanism,
            ReadableQuantities readable,
            List<String> surroundings,
            Functions functions,
            Function<DoubleFunction<Graph>, Graph> form) {
        Set<String> keys = new LinkedHashSet<>(surroundings);
        Map<String, int[]> shapes = new HashMap<>();
        declarations(mechanism).forEach(declaration -> {
            keys.add(declaration.key());
            if (!declaration.isScalar()) {
                shapes.put(declaration.key(), declaration.extents());
            }
        });
        readable.globals().forEach((name, shape) -> {
            keys.add(name);
            if (shape.length > 0) {
                shapes.put(name, shape);
            }
        });
        Graph graph = form.apply(step ->
                Tracer.trace(mechanism.name(), List.copyOf(keys), shapes, arrays -> functions.results(arrays, step)));
        return new MechanismTrace(mechanism, readable, graph);
    }

    private static Stream<Declaration> declarations(Mechanism mechanism) {
        return Stream.of(
                        mechanism.parameters(),
                        mechanism.states(),
                        mechanism.globalParameters(),
                        mechanism.globalStates())
                .flatMap(Collection::stream);
    }

    private static Map<String, NDArray> results(
            MembraneMechanism mechanism, Map<String, NDArray> arrays, double timeStep) {
        Membrane membrane = new Membrane(mechanism, arrays, timeStep);
        Map<String, NDArray> results = new LinkedHashMap<>();
        Map<String, NDArray> updated = mechanism.update(membrane);
        updated.forEach((name, value) -> results.put(UPDATE + mechanism.key(name), value));
        mechanism.steadyState(membrane).forEach((name, value) -> results.put(STEADY + mechanism.key(name), value));
        if (mechanism instanceof Channel channel) {
            channel.currents(membrane).forEach((name, value) -> results.put(CURRENT + name, value));
        }
        Map<String, NDArray> rates = new LinkedHashMap<>();
        mechanism.update(Membrane.askingForRates(mechanism, arrays, rates));
        if (rates.keySet().equals(updated.keySet())) {
            rates.forEach((name, value) -> results.put(RATE + mechanism.key(name), value));
        }
        if (mechanism instanceof IonPump pump) {
            Map<String, NDArray> after = new HashMap<>(arrays);
            updated.forEach((name, value) -> after.put(mechanism.key(name), value));
            results.put(UPDATE + pump.key(pump.ion()), concentration(pump, after, timeStep));
        }
        return results;
    }

    private static Map<String, NDArray> results(Synapse synapse, Map<String, NDArray> arrays, double timeStep) {
        SynapseContext context = new SynapseContext(synapse, arrays, timeStep);
        Map<String, NDArray> results = new LinkedHashMap<>();
        synapse.update(context).forEach((name, value) -> results.put(UPDATE + synapse.key(name), value));
        synapse.steadyState(context).forEach((name, value) -> results.put(STEADY + synapse.key(name), value));
        results.put(CURRENT + synapse.currentName(), synapse.current(context));
        return results;
    }

    private static NDArray concentration(IonPump pump, Map<String, NDArray> arrays, double timeStep) {
        String key = pump.key(pump.ion());
        NDArray before = arrays.get(key);
        Map<String, NDArray> shifted = new HashMap<>(arrays);
        shifted.put(key, before.add(DIFFERENCE));
        NDArray rate = pump.removalRate(new Membrane(pump, arrays, timeStep));
        NDArray beside = pump.removalRate(new Membrane(pump, shifted, timeStep));
        NDArray slope = beside.sub(rate).div(DIFFERENCE);
        NDArray constant = slope.mul(before).sub(rate);
        return before.add(constant.mul(timeStep)).div(slope.mul(timeStep).add(1));
    }

    Graph graph() {
        return graph;
    }

    /** Tells whether a key is that of a quantity of the model as a whole. */
    boolean isGlobal(String key) {
        return readable.globals().containsKey(key);
    }

    /** The states that a step changes: by key, or by the names of elements, with the nodes of their new values. */
    Map<String, Integer> updates() {
        return outputs(UPDATE);
    }

    /** The rates of change of all states that a step changes, if it is an implicit one of them all; else empty. */
    Map<String, Integer> rates() {
        return outputs(RATE);
    }

    /** The states at rest. */
    Map<String, Integer> steadyStates() {
        return outputs(STEADY);
    }

    /** The currents by their names. */
    Map<String, Integer> currents() {
        return outputs(CURRENT);
    }

    /** The declaration of a key of the mechanism; null for anything else. */
    Declaration declaration(String key) {
        return declarations(mechanism)
                .filter(declaration -> declaration.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private Map<String, Integer> outputs(String prefix) {
        Map<String, Integer> found = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), node);
            }
        });
        return found;
    }
}
