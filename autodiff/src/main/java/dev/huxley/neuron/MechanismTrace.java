package dev.huxley.neuron;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.tracing.Tracer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The functions of a mechanism as one graph with the time step among its inputs: states after a step, states at rest,
 * currents. The step of a pump contains that of its ion's concentration, by the rule of {@link IonPump}.
 */
final class MechanismTrace {
    private static final String UPDATE = "update of ";
    private static final String STEADY = "steady state of ";
    private static final String CURRENT = "current ";

    /** The difference (mM) by which the rate of a pump is linearized. */
    private static final double DIFFERENCE = 1e-3;

    private static final List<String> GEOMETRY =
            List.of("area", "capacitance", "radius", "length", "axial_resistivity");

    private final MembraneMechanism mechanism;
    private final ReadableQuantities readable;
    private final Graph graph;

    private MechanismTrace(MembraneMechanism mechanism, ReadableQuantities readable, Graph graph) {
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
        Set<String> keys = new LinkedHashSet<>(List.of("v"));
        Map<String, int[]> shapes = new HashMap<>();
        Stream.of(mechanism.parameters(), mechanism.states(), mechanism.globalParameters(), mechanism.globalStates())
                .flatMap(Collection::stream)
                .forEach(declaration -> {
                    keys.add(declaration.key());
                    if (!declaration.isScalar()) {
                        shapes.put(declaration.key(), declaration.extents());
                    }
                });
        keys.addAll(GEOMETRY);
        keys.addAll(readable.currents());
        readable.globals().forEach((name, shape) -> {
            keys.add(name);
            if (shape.length > 0) {
                shapes.put(name, shape);
            }
        });
        keys.addAll(mechanism.currentNames());
        Graph graph = TimeStepTracing.trace(
                "the mechanism " + mechanism.name(),
                step -> Tracer.trace(
                        mechanism.name(), List.copyOf(keys), shapes, arrays -> results(mechanism, arrays, step)));
        return new MechanismTrace(mechanism, readable, graph);
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
        if (mechanism instanceof IonPump pump) {
            Map<String, NDArray> after = new HashMap<>(arrays);
            updated.forEach((name, value) -> after.put(mechanism.key(name), value));
            results.put(UPDATE + pump.key(pump.ion()), concentration(pump, after, timeStep));
        }
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
        return Stream.of(
                        mechanism.parameters(),
                        mechanism.states(),
                        mechanism.globalParameters(),
                        mechanism.globalStates())
                .flatMap(Collection::stream)
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
