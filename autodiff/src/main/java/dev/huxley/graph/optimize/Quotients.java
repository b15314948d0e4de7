package dev.huxley.graph.optimize;

import static dev.huxley.graph.Operation.*;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * Removes divisions. A division takes as long as five to twenty multiplications and has its own, slow, unit.
 *
 * <ul>
 *   <li>Quotients with a common denominator, {@code x / d} and {@code y / d}, become products with {@code 1 / d}.
 *   <li>{@code (x / a) / b} becomes {@code x / (a b)}, {@code x / (y / z)} becomes {@code (x z) / y} and
 *       {@code (x / a) (y / b)} becomes {@code (x y) / (a b)}, each if the inner quotients have no other use;
 *       {@code x / (c / z)} with a constant c becomes {@code x z / c} in any case.
 *   <li>{@code where(c, s, z / where(c, 1, d))}, a quotient with a guard, becomes
 *       {@code where(c, s, z) / where(c, 1, d)}: bit for bit the same, and simpler to differentiate.
 * </ul>
 *
 * <p>Accuracy: 2.5 ulp, if no product of two denominators or numerators overflows or underflows, and 1 / d is a normal
 * number. Zeros and infinities give the same as before, except for a d below 2^-1022, whose 1 / d is infinite, and
 * products that overflow. No guard is removed, so nothing becomes singular.
 */
final class Quotients {

    private final Graph graph;
    private final int[] uses;
    /** The number of quotients of every denominator. */
    private final Map<Integer, Integer> quotients = new HashMap<>();

    private Quotients(Graph graph) {
        this.graph = graph;
        uses = Rewriting.uses(graph);
        for (Graph.Node node : graph.nodes()) {
            if (node.operation() == DIV) {
                quotients.merge(node.argument(1), 1, Integer::sum);
            }
        }
    }

    static Graph reduce(Graph graph) {
        Quotients quotients = new Quotients(graph);
        return Rewriting.apply(graph, (builder, node, here) -> switch (node.operation()) {
            case DIV -> quotients.quotient(builder, node, here);
            case MUL -> quotients.product(builder, node, here);
            case WHERE -> quotients.choice(builder, node, here);
            default -> -1;
        });
    }

    private int quotient(GraphBuilder builder, Graph.Node node, int[] here) {
        int x = here[node.argument(0)];
        int y = here[node.argument(1)];
        Graph.Node denominator = builder.node(y);
        if (denominator.operation() == DIV) {
            boolean vanishes = uses[node.argument(1)] == 1 || builder.isConstant(denominator.argument(0));
            if (vanishes) {
                int product = builder.apply(MUL, x, denominator.argument(1));
                return Factors.quotient(builder, product, denominator.argument(0));
            }
        }
        if (isInner(builder, node.argument(0), here) && !builder.isConstant(y)) {
            Graph.Node numerator = builder.node(x);
            return builder.apply(DIV, numerator.argument(0), builder.apply(MUL, numerator.argument(1), y));
        }
        if (builder.isConstant(y)) {
            return Factors.quotient(builder, x, y);
        }
        return quotients.get(node.argument(1)) > 1
                ? builder.apply(MUL, x, builder.apply(DIV, builder.constant(1), y))
                : -1;
    }

    private int product(GraphBuilder builder, Graph.Node node, int[] here) {
        boolean both = node.argument(0) != node.argument(1)
                && isInner(builder, node.argument(0), here)
                && isInner(builder, node.argument(1), here);
        if (!both) {
            return -1;
        }
        Graph.Node x = builder.node(here[node.argument(0)]);
        Graph.Node y = builder.node(here[node.argument(1)]);
        return builder.apply(
                DIV,
                builder.apply(MUL, x.argument(0), y.argument(0)),
                builder.apply(MUL, x.argument(1), y.argument(1)));
    }

    private int choice(GraphBuilder builder, Graph.Node node, int[] here) {
        int condition = here[node.argument(0)];
        for (int k = 1; k <= 2; k++) {
            if (isInner(builder, node.argument(k), here)) {
                Graph.Node quotient = builder.node(here[node.argument(k)]);
                Graph.Node guard = builder.node(quotient.argument(1));
                boolean isGuarded = guard.operation() == WHERE
                        && guard.argument(0) == condition
                        && builder.isConstant(guard.argument(3 - k))
                        && builder.node(guard.argument(3 - k)).constant() == 1;
                if (isGuarded) {
                    int then = k == 1 ? quotient.argument(0) : here[node.argument(1)];
                    int otherwise = k == 2 ? quotient.argument(0) : here[node.argument(2)];
                    return builder.apply(DIV, builder.apply(WHERE, condition, then, otherwise), quotient.argument(1));
                }
            }
        }
        return -1;
    }

    /** Tells whether a value is a quotient that has no other use and a denominator that no other quotient shares. */
    private boolean isInner(GraphBuilder builder, int index, int[] here) {
        Graph.Node original = graph.nodes().get(index);
        return builder.operation(here[index]) == DIV
                && !builder.isConstant(builder.node(here[index]).argument(1))
                && uses[index] == 1
                && (original.operation() != DIV || quotients.get(original.argument(1)) == 1);
    }
}
