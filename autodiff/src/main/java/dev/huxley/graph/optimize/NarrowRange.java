package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;

/**
 * Makes graphs fit for float32, whose numbers end at 3e38. Rates keep their exponentials below the end of float64 by a
 * limit on the argument, which in float32 would limit nothing; here it becomes one that leaves room for powers, products
 * and derivatives. Smaller limits stay.
 */
public final class NarrowRange {
    /** exp of more than this is infinite in float32. */
    private static final double END_OF_FLOATS = 88;
    /** e^60 is 1e26: small enough that powers and products with its relatives are finite. */
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
