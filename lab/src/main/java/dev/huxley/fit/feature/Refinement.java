package dev.huxley.fit.feature;

import dev.huxley.search.Evaluation;
import dev.huxley.search.LevenbergMarquardt;
import dev.huxley.search.Portfolio;

/** Moves a candidate of the search to the optimum of the exact simulation, if the two differ noticeably. */
final class Refinement {
    /** The change of a z-score that is noticeable. */
    private static final double NOTICEABLE = 0.5;

    private static final int MOST_ROUNDS = 20;

    private final CandidateEvaluator exact;
    private double largestMove;

    Refinement(CandidateEvaluator exact) {
        this.exact = exact;
    }

    /** The point itself, or a better one near it. */
    double[] refined(Portfolio.Found found) {
        double[][] point = {found.point()};
        Evaluation[] result = exact.evaluate(point);
        double[] before = found.result().residuals();
        double[] after = result[0].residuals();
        for (int i = 0; i < after.length; i++) {
            largestMove = Math.max(largestMove, Math.abs(after[i] - before[i]));
        }
        if (largestMove <= NOTICEABLE || !result[0].isFinite()) {
            return found.point();
        }
        LevenbergMarquardt descent = new LevenbergMarquardt(point, result);
        for (int round = 0; round < MOST_ROUNDS && !descent.isDone(); round++) {
            double[][] points = descent.ask();
            descent.tell(points, exact.evaluate(points));
        }
        return descent.points()[0];
    }

    /** The largest change of a z-score from the search to the exact simulation. */
    double largestMove() {
        return largestMove;
    }
}
