package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;

/**
 * An exponential of a graph: {@code exp(min(argument, cap))}.
 *
 * @param node the index of the EXP
 * @param unclipped the index of the argument before it is clipped
 * @param argument the argument before it is clipped
 * @param cap the upper limit of the argument; infinity if there is none
 */
record Exponential(int node, int unclipped, AffineForm argument, double cap) {

    static Exponential of(Graph graph, Graph.Node exp, AffineForm[] forms) {
        Graph.Node argument = graph.nodes().get(exp.argument(0));
        if (argument.operation() == Operation.MINIMUM) {
            for (int k = 0; k < 2; k++) {
                Graph.Node limit = graph.nodes().get(argument.argument(k));
                if (isFinite(limit)) {
                    return of(exp, argument.argument(1 - k), forms, limit.constant());
                }
            }
        }
        if (argument.operation() == Operation.WHERE) {
            Graph.Node condition = graph.nodes().get(argument.argument(0));
            Graph.Node limit = graph.nodes().get(argument.argument(1));
            boolean isCap = condition.operation() == Operation.GT
                    && condition.argument(0) == argument.argument(2)
                    && condition.argument(1) == limit.index();
            if (isCap && isFinite(limit)) {
                return of(exp, argument.argument(2), forms, limit.constant());
            }
        }
        return of(exp, argument.index(), forms, Double.POSITIVE_INFINITY);
    }

    /**
     * Builds the exponential by itself, with the clip in the form of {@link #clipped}.
     *
     * @param here the builder's nodes for the graph's
     */
    int build(GraphBuilder builder, int[] here) {
        int value = here[unclipped];
        return builder.apply(Operation.EXP, isClipped() ? clipped(builder, value, cap) : value);
    }

    /**
     * The value up to a limit. The derivative at the limit is that from below, which takes fewer operations than a
     * minimum's.
     */
    static int clipped(GraphBuilder builder, int value, double limit) {
        int constant = builder.constant(limit);
        return builder.apply(Operation.WHERE, builder.apply(Operation.GT, value, constant), constant, value);
    }

    private static Exponential of(Graph.Node exp, int unclipped, AffineForm[] forms, double cap) {
        return new Exponential(exp.index(), unclipped, forms[unclipped], cap);
    }

    private static boolean isFinite(Graph.Node node) {
        return node.operation() == Operation.CONSTANT && Double.isFinite(node.constant());
    }

    boolean isClipped() {
        return cap < Double.POSITIVE_INFINITY;
    }
}
