package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;

/**
 * Writes {@code x d + s (1 - d)} as {@code s + (x - s) d}: one operation less, and the derivatives by d, x and s share
 * their parts. Gates decay toward their steady state in this form.
 *
 * <p>Accuracy for d from 0 to 1: two ulp of the larger of |x| and |s|. The original form is no better: 1 - d, with the
 * rounding error of d near 1, moves the value by as much.
 */
final class Interpolation {

    private Interpolation() {}

    static Graph shorten(Graph graph) {
        return Rewriting.apply(graph, (builder, node, here) -> {
            if (node.operation() != ADD) {
                return -1;
            }
            int x = here[node.argument(0)];
            int y = here[node.argument(1)];
            int found = find(builder, x, y);
            return found >= 0 ? found : find(builder, y, x);
        });
    }

    /** Finds the pattern in the summands {@code from d} and {@code to (1 - d)}, in this order. */
    private static int find(GraphBuilder builder, int start, int end) {
        Graph.Node first = builder.node(start);
        Graph.Node second = builder.node(end);
        if (first.operation() != MUL || second.operation() != MUL) {
            return -1;
        }
        for (int i = 0; i < 2; i++) {
            int weight = first.argument(i);
            for (int j = 0; j < 2; j++) {
                Graph.Node rest = builder.node(second.argument(j));
                if (rest.operation() == SUB && rest.argument(1) == weight && isOne(builder, rest.argument(0))) {
                    int from = first.argument(1 - i);
                    int to = second.argument(1 - j);
                    return builder.apply(ADD, to, builder.apply(MUL, builder.apply(SUB, from, to), weight));
                }
            }
        }
        return -1;
    }

    private static boolean isOne(GraphBuilder builder, int node) {
        return builder.isConstant(node) && builder.node(node).constant() == 1;
    }
}
