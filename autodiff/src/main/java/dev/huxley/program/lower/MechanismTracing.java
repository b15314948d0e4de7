package dev.huxley.program.lower;

import ai.djl.ndarray.NDArray;
import dev.huxley.graph.Graph;
import dev.huxley.graph.optimize.SafeWhere;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.GlobalValues;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Columns;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.tracing.Tracer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Traces the functions of a model's mechanisms, from all quantities that they may read in their rows to their results.
 */
final class MechanismTracing {
    /** The difference (mV, mM) by which currents and rates are linearized; traces depend on it in the 9th digit. */
    static final double DIFFERENCE = 1e-3;

    private static final List<String> GEOMETRY =
            List.of("area", "capacitance", "radius", "length", "axial_resistivity");

    private final NeuronModel model;
    private final ModelVariables variables;
    private final double timeStep;

    MechanismTracing(NeuronModel model, ModelVariables variables, double timeStep) {
        this.model = model;
        this.variables = variables;
        this.timeStep = timeStep;
    }

    /** Traces an update, which may return the voltage beside the states. */
    Graph trace(
            MembraneMechanism mechanism,
            String what,
            boolean writesVoltage,
            Function<Membrane, Map<String, NDArray>> rule) {
        List<String> keys = keys(mechanism);
        String task = mechanism.name() + ", " + what;
        Graph graph = Tracer.trace(task, keys, shapes(Domain.NODES, keys), arrays -> {
            Map<String, NDArray> returned = rule.apply(new Membrane(mechanism, arrays, timeStep));
            return DeclaredStates.results(mechanism, what, mechanism.states(), returned, writesVoltage);
        });
        DeclaredStates.requireShapes(mechanism, what, mechanism.states(), graph);
        return SafeWhere.guard(graph);
    }

    /** Traces a process of the whole model. */
    Graph trace(GlobalProcess process, Function<GlobalValues, Map<String, NDArray>> rule) {
        List<String> keys = List.copyOf(model.globals().names());
        Graph graph = Tracer.trace(process.name() + ", update", keys, shapes(Domain.GLOBALS, keys), arrays -> {
            Map<String, NDArray> returned = rule.apply(new GlobalValues(process, arrays, timeStep));
            return DeclaredStates.results(process, "update", process.globalStates(), returned, false);
        });
        DeclaredStates.requireShapes(process, "update", process.globalStates(), graph);
        return SafeWhere.guard(graph);
    }

    /** Traces a current or rate with its linearization in the quantity of the given key. */
    Graph traceLinear(MembraneMechanism mechanism, String what, String key, Function<Membrane, NDArray> density) {
        UnaryOperator<Map<String, NDArray>> shifted = arrays -> {
            Map<String, NDArray> copy = new HashMap<>(arrays);
            copy.put(key, arrays.get(key).add(DIFFERENCE));
            return copy;
        };
        List<String> keys = keys(mechanism);
        String task = mechanism.name() + ", " + what;
        return SafeWhere.guard(Tracer.trace(task, keys, shapes(Domain.NODES, keys), arrays -> {
            NDArray current = density.apply(new Membrane(mechanism, arrays, timeStep));
            NDArray beside = density.apply(new Membrane(mechanism, shifted.apply(arrays), timeStep));
            NDArray slope = beside.sub(current).div(DIFFERENCE);
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put(MembraneCurrent.SLOPE, slope);
            results.put(MembraneCurrent.CONSTANT, slope.mul(arrays.get(key)).sub(current));
            results.put(MembraneCurrent.CURRENT, current);
            return results;
        }));
    }

    /** The keys of all quantities that a mechanism may read in its compartments. */
    private List<String> keys(MembraneMechanism mechanism) {
        Set<String> keys = new LinkedHashSet<>(List.of("v"));
        mechanism.parameters().forEach(declaration -> keys.add(declaration.key()));
        mechanism.states().forEach(declaration -> keys.add(declaration.key()));
        keys.addAll(GEOMETRY);
        keys.addAll(variables.currentNames());
        keys.addAll(model.globals().names());
        return List.copyOf(keys);
    }

    /** The shapes of those quantities of compartments or synapses, or of the model, whose values are arrays. */
    Map<String, int[]> shapes(Domain domain, Collection<String> keys) {
        Map<String, int[]> shapes = new HashMap<>();
        for (String key : keys) {
            Columns columns = model.columns(model.globals().names().contains(key) ? Domain.GLOBALS : domain);
            if (columns.contains(key) && columns.numbers(key).rowShape().length > 0) {
                shapes.put(key, columns.numbers(key).rowShape());
            }
        }
        return shapes;
    }
}
