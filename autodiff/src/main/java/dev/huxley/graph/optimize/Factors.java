package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;

/**
 * Folds the constant factors of a chain of products, quotients and signs into one: {@code 2 * (3 * x)} becomes {@code 6
 * * x}, and {@code -(x / 10)} becomes {@code -0.1 * x}. Each factor saved changes one rounding.
 */
public final class Factors {

    private Factors() {}

    /** The graph with constant factors folded. */
    static Graph fold(Graph graph) {
        return Rewriting.apply(graph, (builder, node, here) -> switch (node.operation()) {
            case MUL -> product(builder, here[node.argument(0)], here[node.argument(1)]);
            case DIV -> quotient(builder, here[node.argument(0)], here[node.argument(1)]);
            default -> -1;
        });
    }

    /** The product, with constant factors folded if one of the two is a constant. */
    public static int product(GraphBuilder builder, int x, int y) {
        if (builder.isConstant(x)) {
            return scaled(builder, builder.node(x).constant(), y);
        }
        return builder.isConstant(y)
                ? scaled(builder, builder.node(y).constant(), x)
                : builder.apply(Operation.MUL, x, y);
    }

    /** The quotient; a constant divisor becomes a factor, its inverse. */
    static int quotient(GraphBuilder builder, int x, int y) {
        double inverse = builder.isConstant(y) ? 1 / builder.node(y).constant() : 0;
        return isOrdinary(inverse) ? scaled(builder, inverse, x) : builder.apply(Operation.DIV, x, y);
    }

    private static int scaled(GraphBuilder builder, double factor, int x) {
        Graph.Node node = builder.node(x);
        if (node.operation() == Operation.MUL) {
            for (int k = 0; k < 2; k++) {
                if (builder.isConstant(node.argument(k))) {
                    double both = factor * builder.node(node.argument(k)).constant();
                    if (isOrdinary(both)) {
                        return builder.apply(Operation.MUL, builder.constant(both), node.argument(1 - k));
                    }
                }
            }
        }
        return builder.apply(Operation.MUL, builder.constant(factor), x);
    }

    /** Tells whether a factor is so far from overflow and underflow that no digits are lost, even in float32. */
    private static boolean isOrdinary(double factor) {
        return Math.abs(factor) >= Float.MIN_NORMAL && Math.abs(factor) <= Float.MAX_VALUE;
    }
}
