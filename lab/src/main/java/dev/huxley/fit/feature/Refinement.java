package dev.huxley.fit.feature;

import dev.huxley.search.Evaluation;
import dev.huxley.search.LevenbergMarquardt;
import dev.huxley.search.Portfolio;
import java.util.function.BooleanSupplier;

/** Moves candidates of the search to optima of the exact simulation, if the two simulations differ noticeably. */
final class Refinement {
    /** The change of a z-score that is noticeable. */
    private static final double NOTICEABLE = 0.5;

    private static final int MOST_ROUNDS = 20;

    private final CandidateEvaluator exact;
    private final BooleanSupplier isHurried;
    /** The candidates that may still be evaluated. */
    private long left;

    private double largestMove;

    /**
     * @param budget the candidates that may be evaluated in all refinements together
     * @param isHurried tells whether the refinement is to end now
     */
    Refinement(CandidateEvaluator exact, long budget, BooleanSupplier isHurried) {
        this.exact = exact;
        left = budget;
        this.isHurried = isHurried;
    }

    /** The point itself, or a better one near it. */
    double[] refined(Portfolio.Found found) {
        double[][] point = {found.point()};
        Evaluation[] result = exact.evaluate(point);
        largestMove = 0;
        double[] before = Score.z(found.result().residuals());
        double[] after = Score.z(result[0].residuals());
        for (int i = 0; i < after.length; i++) {
            largestMove = Math.max(largestMove, Math.abs(after[i] - before[i]));
        }
        if (largestMove <= NOTICEABLE || !result[0].isFinite()) {
            return found.point();
        }
        LevenbergMarquardt descent = new LevenbergMarquardt(point, result);
        for (int round = 0; round < MOST_ROUNDS && !descent.isDone() && !isHurried.getAsBoolean(); round++) {
            double[][] points = descent.ask();
            if (points.length > left) {
                break;
            }
            left -= points.length;
            descent.tell(points, exact.evaluate(points));
        }
        return descent.points()[0];
    }

    /** The largest change of a z-score of the last candidate from the search to the exact simulation. */
    double largestMove() {
        return largestMove;
    }
}
