package dev.huxley.graph;

/**
 * An exponential of a graph: {@code exp(min(argument, cap))}.
 *
 * @param node the index of the EXP
 * @param unclipped the index of the argument before it is clipped
 * @param argument the argument before it is clipped
 * @param cap where it is clipped; infinity if it is not
 */
record Exponential(int node, int unclipped, AffineForm argument, double cap) {

    static Exponential of(Graph graph, Graph.Node exp, AffineForm[] forms) {
        int argument = exp.argument(0);
        Graph.Node node = graph.nodes().get(argument);
        if (node.operation() == Operation.MINIMUM) {
            for (int k = 0; k < 2; k++) {
                Graph.Node limit = graph.nodes().get(node.argument(k));
                if (limit.operation() == Operation.CONSTANT && Double.isFinite(limit.constant())) {
                    int unclipped = node.argument(1 - k);
                    return new Exponential(exp.index(), unclipped, forms[unclipped], limit.constant());
                }
            }
        }
        return new Exponential(exp.index(), argument, forms[argument], Double.POSITIVE_INFINITY);
    }

    boolean isClipped() {
        return cap < Double.POSITIVE_INFINITY;
    }
}
