package dev.huxley.search;

/** Scores candidates and differentiates the scores, for strategies that descend along a gradient. */
public interface GradientEvaluator extends Evaluator {
    /**
     * Scores candidates and differentiates them.
     *
     * @param points points of the unit cube, one a row; not to be changed
     * @return one result for each point
     */
    Gradient[] gradients(double[][] points);

    /**
     * The price of one gradient in evaluations. The portfolio counts with it when it compares strategies, and a budget
     * of evaluations is charged with it.
     */
    double cost();
}
