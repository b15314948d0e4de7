package dev.huxley.fit.feature;

import java.util.Locale;

/**
 * What a rung of the ladder reached.
 *
 * @param name the model's name
 * @param parameters the number of its free values
 * @param evaluations the candidates that were evaluated
 * @param fittedScore the score on the fitted sweeps
 * @param heldOutScore the score on the held-out sweeps; NaN if there are none
 * @param largestFitted the largest |z| on the fitted sweeps
 * @param largestHeldOut the largest |z| on the held-out sweeps; NaN if there are none
 */
public record RungOutcome(
        String name,
        int parameters,
        long evaluations,
        double fittedScore,
        double heldOutScore,
        double largestFitted,
        double largestHeldOut) {

    /** The score by which rungs are compared: on the held-out sweeps, or on the fitted ones if there are no others. */
    double decisive() {
        return Double.isNaN(heldOutScore) ? fittedScore : heldOutScore;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d values, %d evaluations, score %.3g fitted, %.3g held out, largest |z| %.2g and %.2g",
                name,
                parameters,
                evaluations,
                fittedScore,
                heldOutScore,
                largestFitted,
                largestHeldOut);
    }
}
