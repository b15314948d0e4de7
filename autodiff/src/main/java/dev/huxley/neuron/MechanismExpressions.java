package dev.huxley.neuron;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The expressions of a mechanism that stand in its file: all in one graph, so that equal ones are one node. Where all
 * states relax exponentially, each for itself, they are steady values and time constants; where one implicit step advances
 * all, their rates; else new values.
 */
final class MechanismExpressions {
    private static final String STEADY = "steady ";
    private static final String CURRENT = "current ";
    private static final String NEW = "new ";
    private static final String INF = "inf ";
    private static final String TAU = "tau ";
    private static final String RATE = "rate ";

    private final MechanismTrace trace;
    private final boolean isRelaxing;
    private final Graph graph;

    private MechanismExpressions(MechanismTrace trace) {
        this.trace = trace;
        GraphBuilder builder = new GraphBuilder();
        int[] here = builder.copy(trace.graph(), Map.of());
        Map<String, Relaxation> relaxations = relaxations(builder, here);
        isRelaxing = !relaxations.isEmpty();
        trace.updates().forEach((key, node) -> {
            if (isRelaxing) {
                builder.output(INF + key, relaxations.get(key).steady());
                builder.output(TAU + key, relaxations.get(key).tau());
            } else if (trace.rates().containsKey(key)) {
                builder.output(RATE + key, here[trace.rates().get(key)]);
            } else {
                builder.output(NEW + key, here[node]);
            }
        });
        trace.steadyStates().forEach((key, node) -> builder.output(STEADY + key, here[node]));
        trace.currents().forEach((key, node) -> {
            if (!isZero(builder, here[node])) {
                builder.output(CURRENT + key, here[node]);
            }
        });
        graph = builder.build();
    }

    static MechanismExpressions of(MechanismTrace trace) {
        return new MechanismExpressions(trace);
    }

    /** The relaxation of every state; empty unless all relax and none depends on another. */
    private Map<String, Relaxation> relaxations(GraphBuilder builder, int[] here) {
        Map<String, Relaxation> found = new LinkedHashMap<>();
        trace.updates().forEach((key, node) -> Relaxation.of(builder, here[node], builder.input(key))
                .ifPresent(each -> found.put(key, each)));
        Map<Integer, Set<String>> known = new LinkedHashMap<>();
        boolean areAll = found.size() == trace.updates().size()
                && found.values().stream()
                        .allMatch(each ->
                                isUncoupled(builder, each.steady(), known) && isUncoupled(builder, each.tau(), known));
        return areAll ? found : Map.of();
    }

    private boolean isUncoupled(GraphBuilder builder, int node, Map<Integer, Set<String>> known) {
        return inputs(builder, node, known).stream()
                .noneMatch(name -> name.equals(TimeStepTracing.TIME_STEP)
                        || trace.updates().containsKey(name));
    }

    private static Set<String> inputs(GraphBuilder builder, int node, Map<Integer, Set<String>> known) {
        Set<String> found = known.get(node);
        if (found == null) {
            found = new LinkedHashSet<>();
            if (builder.operation(node) == Operation.INPUT) {
                found.add(builder.node(node).name());
            }
            for (int k = 0; k < builder.operation(node).arity(); k++) {
                found.addAll(inputs(builder, builder.node(node).argument(k), known));
            }
            known.put(node, found);
        }
        return found;
    }

    private static boolean isZero(GraphBuilder builder, int node) {
        return builder.isConstant(node) && builder.node(node).constant() == 0;
    }

    Graph graph() {
        return graph;
    }

    boolean isRelaxing() {
        return isRelaxing;
    }

    /** The names of all quantities that the expressions read. */
    Set<String> inputs() {
        Set<String> read = new LinkedHashSet<>();
        graph.nodes().stream()
                .filter(node -> node.operation() == Operation.INPUT)
                .forEach(node -> read.add(node.name()));
        return read;
    }

    /** The states at rest, by key. */
    Map<String, Integer> steadyStates() {
        return outputs(STEADY);
    }

    /** The currents by their names, without those that are always 0. */
    Map<String, Integer> currents() {
        return outputs(CURRENT);
    }

    /** The states after a step; empty if they relax. */
    Map<String, Integer> steps() {
        return outputs(NEW);
    }

    /** The rates of change of states that an implicit step advances; empty if there is none. */
    Map<String, Integer> rates() {
        return outputs(RATE);
    }

    /** Tells whether the file has equations, which NEURON integrates with any time step. */
    boolean hasEquations() {
        return isRelaxing || !rates().isEmpty();
    }

    /** The values that states relax to. */
    Map<String, Integer> targets() {
        return outputs(INF);
    }

    /** The time constants by which states relax. */
    Map<String, Integer> timeConstants() {
        return outputs(TAU);
    }

    private Map<String, Integer> outputs(String kind) {
        Map<String, Integer> found = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> {
            if (name.startsWith(kind)) {
                found.put(name.substring(kind.length()), node);
            }
        });
        return found;
    }
}
