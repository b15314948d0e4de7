package dev.huxley.search;

import java.util.Arrays;
import java.util.Optional;

/**
 * The derivative of one candidate with respect to the coordinates of the unit cube.
 *
 * @param evaluation its score and residuals
 * @param gradient the derivative of the score, a number per parameter
 * @param jacobian the derivative of the residuals, a row per residual and a column per parameter, if there is one
 */
public record Gradient(Evaluation evaluation, double[] gradient, Optional<double[][]> jacobian) {
    /** A derivative of the score only. */
    public static Gradient of(Evaluation evaluation, double[] gradient) {
        return new Gradient(evaluation, gradient, Optional.empty());
    }

    /** Tells whether score and gradient are finite. */
    boolean isFinite() {
        return evaluation.isFinite() && Arrays.stream(gradient).allMatch(Double::isFinite);
    }

    @Override
    public String toString() {
        return "Gradient[score " + evaluation.score() + ", " + gradient.length + " parameters"
                + (jacobian.isPresent() ? ", with the Jacobian]" : "]");
    }
}
