package dev.huxley.search;

import java.util.Arrays;

/**
 * The result of one candidate.
 *
 * @param score what the search minimizes; NaN or infinite for a candidate that failed
 * @param residuals the deviations that the score is made of (z-scores), always as many; least squares steps use them.
 *     Empty if there are none: such a search has no Levenberg-Marquardt
 */
public record Evaluation(double score, double[] residuals) {
    /** The result of a candidate without residuals. */
    public static Evaluation of(double score) {
        return new Evaluation(score, new double[0]);
    }

    /** The result of a candidate that could not be simulated. */
    public static Evaluation failed(int residuals) {
        double[] none = new double[residuals];
        Arrays.fill(none, Double.NaN);
        return new Evaluation(Double.NaN, none);
    }

    /** Tells whether the score and all residuals are finite. */
    public boolean isFinite() {
        boolean finite = Double.isFinite(score);
        for (int i = 0; finite && i < residuals.length; i++) {
            finite = Double.isFinite(residuals[i]);
        }
        return finite;
    }

    /** The score, infinite for a failed candidate. */
    double rank() {
        return isFinite() ? score : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evaluation evaluation
                && Double.compare(evaluation.score, score) == 0
                && Arrays.equals(evaluation.residuals, residuals);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(score) + Arrays.hashCode(residuals);
    }

    @Override
    public String toString() {
        return "Evaluation[score " + score + ", " + residuals.length + " residuals]";
    }
}
