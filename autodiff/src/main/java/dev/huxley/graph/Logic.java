package dev.huxley.graph;

import static dev.huxley.graph.Operation.AND;
import static dev.huxley.graph.Operation.NOT;
import static dev.huxley.graph.Operation.OR;

/**
 * The identities of Boolean algebra that {@link Simplification} applies to AND, OR and XOR. They keep the path
 * conditions of {@code SafeWhere} short: a value that both branches of a choice use is always needed.
 */
final class Logic {

    private Logic() {}

    static int simplify(GraphBuilder graph, Operation operation, int x, int y) {
        if (graph.isConstant(x)) {
            return withConstant(graph, operation, graph.node(x).constant() != 0, y);
        }
        if (graph.isConstant(y)) {
            return withConstant(graph, operation, graph.node(y).constant() != 0, x);
        }
        if (x == y) {
            return operation == Operation.XOR ? graph.constant(0) : x;
        }
        if (isOpposite(graph, x, y)) {
            return graph.constant(operation == AND ? 0 : 1);
        }
        if (operation == Operation.XOR) {
            return -1;
        }
        Operation dual = operation == AND ? OR : AND;
        int simpler = absorb(graph, operation, dual, x, y);
        if (simpler < 0) {
            simpler = absorb(graph, operation, dual, y, x);
        }
        return simpler >= 0 ? simpler : factor(graph, dual, x, y);
    }

    private static int withConstant(GraphBuilder graph, Operation operation, boolean constant, int x) {
        return switch (operation) {
            case AND -> constant ? x : graph.constant(0);
            case OR -> constant ? graph.constant(1) : x;
            default -> constant ? graph.apply(NOT, x) : x;
        };
    }

    /**
     * Absorption, written for OR: {@code x | (x & z) = x, x | (!x & z) = x | z, x | (x | z) = x | z, x | (!x | z) =
     * true}; dual for AND.
     */
    private static int absorb(GraphBuilder graph, Operation operation, Operation dual, int x, int y) {
        Operation inner = graph.operation(y);
        if (inner != operation && inner != dual) {
            return -1;
        }
        for (int k = 0; k < 2; k++) {
            int same = graph.node(y).argument(k);
            int rest = graph.node(y).argument(1 - k);
            if (same == x) {
                return inner == dual ? x : y;
            }
            if (isOpposite(graph, same, x)) {
                return inner == dual ? graph.apply(operation, x, rest) : graph.constant(operation == AND ? 0 : 1);
            }
        }
        return -1;
    }

    /** Factoring, written for OR: {@code (k & c) | (k & !c) = k}; dual for AND. */
    private static int factor(GraphBuilder graph, Operation dual, int x, int y) {
        if (graph.operation(x) != dual || graph.operation(y) != dual) {
            return -1;
        }
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                boolean common = graph.node(x).argument(i) == graph.node(y).argument(j);
                if (common
                        && isOpposite(
                                graph,
                                graph.node(x).argument(1 - i),
                                graph.node(y).argument(1 - j))) {
                    return graph.node(x).argument(i);
                }
            }
        }
        return -1;
    }

    private static boolean isOpposite(GraphBuilder graph, int x, int y) {
        return isNotOf(graph, x, y) || isNotOf(graph, y, x) || isComplementaryEquality(graph, x, y);
    }

    private static boolean isNotOf(GraphBuilder graph, int x, int y) {
        return graph.operation(x) == NOT && graph.node(x).argument(0) == y;
    }

    /** Tells whether two comparisons are a == b and a != b, which are opposite for NaN too. */
    private static boolean isComplementaryEquality(GraphBuilder graph, int x, int y) {
        Operation first = graph.operation(x);
        Operation second = graph.operation(y);
        boolean pair = (first == Operation.EQ && second == Operation.NEQ)
                || (first == Operation.NEQ && second == Operation.EQ);
        return pair
                && graph.node(x).argument(0) == graph.node(y).argument(0)
                && graph.node(x).argument(1) == graph.node(y).argument(1);
    }
}
