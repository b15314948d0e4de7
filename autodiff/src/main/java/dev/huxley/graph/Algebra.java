package dev.huxley.graph;

/**
 * Rewrites a graph so that it takes less time to compute, for engines that compute one operation after the other. Values
 * and derivatives stay the same up to rounding: each transformation states its bound. Applying it twice changes nothing more.
 */
public final class Algebra {

    private static final int MOST_ROUNDS = 5;

    private Algebra() {}

    /** The same function of the same inputs, computed with less. */
    public static Graph optimise(Graph graph) {
        Graph before = null;
        Graph optimised = graph;
        for (int round = 0; round < MOST_ROUNDS && !optimised.equals(before); round++) {
            before = optimised;
            optimised = Factors.fold(optimised);
            optimised = Quotients.reduce(optimised);
            optimised = Interpolation.shorten(optimised);
            optimised = ExponentialMerging.merge(optimised);
        }
        return optimised;
    }
}
