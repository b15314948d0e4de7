package dev.huxley.graph.differentiate;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.optimize.SafeWhere;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forward mode differentiation of a graph: a graph of the Jacobian-vector product.
 *
 * <p>For outputs y and inputs x with tangents dx the new graph yields y and dy = (dy/dx) dx, at a cost of about two to
 * three times the graph's own. Every node carries its tangent, the sum over its arguments of the partial derivative
 * times the argument's tangent. Derivatives are exact; the conventions at kinks and the need for {@link
 * SafeWhere#guard} are those of {@link ReverseMode}.
 */
public final class ForwardMode {
    private static final String PREFIX = "tangent of ";

    private final Graph graph;
    private final GraphBuilder builder = new GraphBuilder();
    private final int[] values;
    /** The tangent of each node; -1 for an exact zero. */
    private final int[] tangents;

    private final boolean[] active;

    private ForwardMode(Graph graph, Set<String> moving) {
        this.graph = graph;
        values = builder.copy(graph, Map.of());
        tangents = new int[values.length];
        Arrays.fill(tangents, -1);
        active = ChainRule.active(graph, moving);
    }

    /** The name of the tangent of an input or output. */
    public static String tangent(String name) {
        return PREFIX + name;
    }

    /**
     * The graph with tangents.
     *
     * @param graph the graph to differentiate
     * @param moving the inputs that have tangents; those of the others are zero
     * @return a graph with the inputs of {@code graph}, then the {@link #tangent} of each in {@code moving}; its
     *     outputs are those of {@code graph}, then the tangent of each, the constant 0 where it depends on no moving
     *     input
     * @throws IllegalArgumentException if a name is not an input of the graph, or is that of a tangent already
     */
    public static Graph of(Graph graph, List<String> moving) {
        for (String name : moving) {
            if (!graph.inputs().contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' cannot have a tangent: the inputs are " + graph.inputs());
            }
            if (graph.inputs().contains(tangent(name))) {
                throw new IllegalArgumentException("the graph has an input '" + tangent(name) + "' already");
            }
        }
        return new ForwardMode(graph, new LinkedHashSet<>(moving)).differentiated(moving);
    }

    private Graph differentiated(List<String> moving) {
        moving.forEach(name -> builder.input(tangent(name)));
        for (Graph.Node node : graph.nodes()) {
            if (active[node.index()]) {
                findTangent(node);
            }
        }
        graph.outputs().forEach((name, index) -> builder.output(name, values[index]));
        graph.outputs().forEach((name, index) -> builder.output(tangent(name), orZero(tangents[index])));
        return builder.build();
    }

    private void findTangent(Graph.Node node) {
        int index = node.index();
        if (node.operation() == Operation.INPUT) {
            tangents[index] = builder.input(tangent(node.name()));
            return;
        }
        if (node.operation() == Operation.WHERE) {
            // Not as a sum of products: the branch that is not chosen may be infinite.
            tangents[index] = builder.apply(
                    Operation.WHERE,
                    values[node.argument(0)],
                    orZero(tangents[node.argument(1)]),
                    orZero(tangents[node.argument(2)]));
            return;
        }
        ChainRule rule = new ChainRule(builder, values, active, (argument, partial) -> {
            if (tangents[argument] >= 0) {
                int part = builder.apply(Operation.MUL, partial, tangents[argument]);
                tangents[index] = tangents[index] < 0 ? part : builder.apply(Operation.ADD, tangents[index], part);
            }
        });
        rule.propagate(node, builder.constant(1));
    }

    private int orZero(int tangent) {
        return tangent < 0 ? builder.constant(0) : tangent;
    }
}
