package dev.huxley.tracing;

import static dev.huxley.graph.Operation.*;

import dev.huxley.graph.GraphBuilder;

/**
 * NDArray functions that are not operations of a graph, composed of operations. Values agree with PyTorch's within a
 * few ulp, and so do derivatives, at kinks too.
 */
final class Composition {

    private static final double LN_10 = Math.log(10);
    private static final double LN_2 = Math.log(2);
    /** The argument above which PyTorch's softplus is the identity. */
    private static final double SOFT_PLUS_THRESHOLD = 20;

    private Composition() {}

    /** min(max(x, low), high); at the bounds the derivative is 1, unlike that of minimum and maximum. */
    static int clip(GraphBuilder graph, int x, double low, double high) {
        int upper = graph.constant(high);
        int capped = graph.apply(WHERE, graph.apply(GT, x, upper), upper, x);
        int lower = graph.constant(low);
        return graph.apply(WHERE, graph.apply(LT, x, lower), graph.constant(Math.min(low, high)), capped);
    }

    /** Relu: its value and derivative are zero up to x = 0. */
    static int relu(GraphBuilder graph, int x) {
        int zero = graph.constant(0);
        return graph.apply(WHERE, graph.apply(LTE, x, zero), zero, x);
    }

    static int leakyRelu(GraphBuilder graph, int x, double slope) {
        int scaled = graph.apply(MUL, x, graph.constant(slope));
        return graph.apply(WHERE, graph.apply(GT, x, graph.constant(0)), x, scaled);
    }

    /** Elu with a literal exp(x) - 1, as in PyTorch's kernel: absolute, not relative accuracy near 0. */
    static int elu(GraphBuilder graph, int x, double alpha) {
        int negative =
                graph.apply(MUL, graph.constant(alpha), graph.apply(SUB, graph.apply(EXP, x), graph.constant(1)));
        return graph.apply(WHERE, graph.apply(GT, x, graph.constant(0)), x, negative);
    }

    static int softPlus(GraphBuilder graph, int x) {
        int curved = logOnePlus(graph, graph.apply(EXP, x));
        return graph.apply(WHERE, graph.apply(GT, x, graph.constant(SOFT_PLUS_THRESHOLD)), x, curved);
    }

    static int softSign(GraphBuilder graph, int x) {
        return graph.apply(DIV, x, graph.apply(ADD, graph.constant(1), graph.apply(ABS, x)));
    }

    static int swish(GraphBuilder graph, int x, double beta) {
        return graph.apply(MUL, x, graph.apply(SIGMOID, graph.apply(MUL, graph.constant(beta), x)));
    }

    static int log10(GraphBuilder graph, int x) {
        return graph.apply(DIV, graph.apply(LOG, x), graph.constant(LN_10));
    }

    static int log2(GraphBuilder graph, int x) {
        return graph.apply(DIV, graph.apply(LOG, x), graph.constant(LN_2));
    }

    static int truncate(GraphBuilder graph, int x) {
        int negative = graph.apply(LT, x, graph.constant(0));
        return graph.apply(WHERE, negative, graph.apply(CEIL, x), graph.apply(FLOOR, x));
    }

    static int isInfinite(GraphBuilder graph, int x) {
        return graph.apply(EQ, graph.apply(ABS, x), graph.constant(Double.POSITIVE_INFINITY));
    }

    /**
     * log(1 + y) without loss for small y: with u = 1 + y as rounded, log(u) * y / (u - 1). W. Kahan's device, in
     * D. Goldberg, "What every computer scientist should know about floating-point arithmetic" (1991), theorem 4.
     */
    private static int logOnePlus(GraphBuilder graph, int y) {
        int one = graph.constant(1);
        int u = graph.apply(ADD, one, y);
        int corrected = graph.apply(DIV, graph.apply(MUL, graph.apply(LOG, u), y), graph.apply(SUB, u, one));
        return graph.apply(WHERE, graph.apply(EQ, u, one), y, corrected);
    }
}
