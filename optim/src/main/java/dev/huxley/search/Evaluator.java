package dev.huxley.search;

/** Scores candidates, many at once: what a search minimizes. */
@FunctionalInterface
public interface Evaluator {
    /**
     * Scores candidates. The same point must always give the same result, whatever the others are; otherwise a search
     * cannot be repeated. A candidate that cannot be simulated has a score of NaN: it throws no exception.
     *
     * @param points points of the unit cube, one a row; not to be changed
     * @return one result for each point
     */
    Evaluation[] evaluate(double[][] points);
}
