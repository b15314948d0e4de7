package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.function.Predicate;

/**
 * Turns quotients {@code x / d} with a d that is the same in all steps into products with {@code 1 / d}, which {@link
 * Hoisting} then prepares once per run: a multiplication replaces a division in every step.
 *
 * <p>Accuracy: 1.5 ulp, if 1 / d is a normal number. Zeros, infinities and NaN give the same as before, except for a d
 * below 2^-1022, whose 1 / d is infinite.
 */
public final class Reciprocals {
    private Reciprocals() {}

    /**
     * The same function of the same inputs.
     *
     * @param isConstant whether the input of a name is the same in all steps
     */
    public static Graph ofConstants(Graph graph, Predicate<String> isConstant) {
        boolean[] changes = new boolean[graph.nodes().size()];
        for (Graph.Node node : graph.nodes()) {
            boolean some = node.operation() == Operation.INPUT && !isConstant.test(node.name());
            for (int argument : node.arguments()) {
                some |= changes[argument];
            }
            changes[node.index()] = some;
        }
        return Rewriting.apply(graph, (builder, node, here) -> {
            if (node.operation() != Operation.DIV || !changes[node.argument(0)] || changes[node.argument(1)]) {
                return -1;
            }
            int inverse = builder.apply(Operation.DIV, builder.constant(1), here[node.argument(1)]);
            return builder.apply(Operation.MUL, here[node.argument(0)], inverse);
        });
    }
}
