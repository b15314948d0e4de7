package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;

/**
 * Adapts graphs to float32, whose numbers end at 3e38. Rates keep their exponentials finite in float64 by a limit on
 * the argument that has no effect in float32; it is replaced by one that leaves room for powers, products and
 * derivatives. Smaller limits stay.
 */
public final class NarrowRange {
    /** The argument above which exp is infinite in float32. */
    private static final double END_OF_FLOATS = 88;
    /** The new limit: e^60 is 1e26, small enough that powers, and products with similar values, are finite. */
    private static final double LARGEST_EXPONENT = 60;

    private NarrowRange() {}

    /** The same function with narrower limits; the graph itself if there are none. */
    public static Graph of(Graph graph) {
        boolean any = graph.nodes().stream().anyMatch(node -> limited(graph, node) >= 0);
        if (!any) {
            return graph;
        }
        return Rewriting.apply(graph, (builder, node, here) -> {
            int argument = limited(graph, node);
            return argument < 0
                    ? -1
                    : builder.apply(
                            Operation.EXP,
                            builder.apply(Operation.MINIMUM, here[argument], builder.constant(LARGEST_EXPONENT)));
        });
    }

    /** The limited argument of an exponential whose limit is beyond float32; -1 if the node is no such exponential. */
    private static int limited(Graph graph, Graph.Node node) {
        if (node.operation() != Operation.EXP) {
            return -1;
        }
        Graph.Node minimum = graph.nodes().get(node.argument(0));
        for (int k = 0; minimum.operation() == Operation.MINIMUM && k < 2; k++) {
            Graph.Node limit = graph.nodes().get(minimum.argument(k));
            if (limit.operation() == Operation.CONSTANT && limit.constant() > END_OF_FLOATS) {
                return minimum.argument(1 - k);
            }
        }
        return -1;
    }
}
