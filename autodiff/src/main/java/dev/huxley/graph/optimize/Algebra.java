package dev.huxley.graph.optimize;

import dev.huxley.graph.Graph;

/**
 * Rewrites a graph so that it takes less time to compute, for engines that compute one operation after another. Values
 * and derivatives stay the same up to rounding: each transformation states its bound. Applying it again changes
 * nothing.
 */
public final class Algebra {

    private static final int MOST_ROUNDS = 5;

    private Algebra() {}

    /** The same function of the same inputs, with fewer or cheaper operations. */
    public static Graph optimize(Graph graph) {
        Graph before = null;
        Graph optimized = graph;
        for (int round = 0; round < MOST_ROUNDS && !optimized.equals(before); round++) {
            before = optimized;
            optimized = Factors.fold(optimized);
            optimized = Quotients.reduce(optimized);
            optimized = Interpolation.shorten(optimized);
            optimized = ExponentialMerging.merge(optimized);
        }
        return optimized;
    }
}
