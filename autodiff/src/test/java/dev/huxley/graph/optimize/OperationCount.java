package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;

/**
 * The number of operations in a graph, by kind.
 *
 * @param functions exponentials and other functions that are computed by series, powers, roots and remainders
 * @param divisions divisions by anything but a number
 * @param arithmetic products, sums, differences, signs and absolute values
 * @param choices comparisons, logic, extrema, rounding and selections
 * @param readings inputs that are used
 */
public record OperationCount(int functions, int divisions, int arithmetic, int choices, int readings) {

    /** Counts the nodes of a graph by kind. */
    public static OperationCount of(Graph graph) {
        int[] counts = new int[5];
        for (Graph.Node node : graph.nodes()) {
            int kind = kind(graph, node);
            if (kind >= 0) {
                counts[kind]++;
            }
        }
        return new OperationCount(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    private static int kind(Graph graph, Graph.Node node) {
        return switch (node.operation()) {
            case CONSTANT, STOP_GRADIENT -> -1;
            case INPUT -> 4;
            case DIV -> graph.nodes().get(node.argument(1)).operation() == Operation.CONSTANT ? 2 : 1;
            case ADD, SUB, MUL, SQUARE, NEG, ABS -> 2;
            default -> node.operation().isCostly() ? 0 : 3;
        };
    }

    /** In the order of the components, as columns. */
    @Override
    public String toString() {
        return String.format("%9d %9d %10d %7d %8d", functions, divisions, arithmetic, choices, readings);
    }
}
