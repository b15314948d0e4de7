package dev.huxley.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Descents along gradients: known minima within a known price, bounds, failed regions, and resumed searches. */
class GradientMethodsTest {
    /** Rosenbrock's residuals with their exact derivative; counts what it is asked for. */
    private static final class Valley implements GradientEvaluator {
        private final boolean hasJacobian;
        private int gradients;

        Valley(boolean hasJacobian) {
            this.hasJacobian = hasJacobian;
        }

        @Override
        public Evaluation[] evaluate(double[][] points) {
            return TestFunctions.residuals(Valley::residuals).evaluate(points);
        }

        private static double[] residuals(double[] x) {
            double[] z = new double[2 * (x.length - 1)];
            for (int i = 0; i + 1 < x.length; i++) {
                double a = 4 * x[i] - 2;
                double b = 4 * x[i + 1] - 2;
                z[2 * i] = 3 * (b - a * a);
                z[2 * i + 1] = 1 - a;
            }
            return z;
        }

        @Override
        public Gradient[] gradients(double[][] points) {
            gradients += points.length;
            Evaluation[] results = evaluate(points);
            Gradient[] derivatives = new Gradient[points.length];
            for (int k = 0; k < points.length; k++) {
                double[] x = points[k];
                double[] z = results[k].residuals();
                double[][] jacobian = new double[z.length][x.length];
                double[] gradient = new double[x.length];
                for (int i = 0; i + 1 < x.length; i++) {
                    jacobian[2 * i][i] = -3 * 2 * (4 * x[i] - 2) * 4;
                    jacobian[2 * i][i + 1] = 3 * 4;
                    jacobian[2 * i + 1][i] = -4;
                }
                for (int r = 0; r < z.length; r++) {
                    double slope = Math.abs(z[r]) <= 10 ? 2 * z[r] : 20 * Math.signum(z[r]);
                    for (int i = 0; i < x.length; i++) {
                        gradient[i] += slope * jacobian[r][i] / z.length;
                    }
                }
                derivatives[k] =
                        new Gradient(results[k], gradient, hasJacobian ? Optional.of(jacobian) : Optional.empty());
            }
            return derivatives;
        }

        @Override
        public double cost() {
            return 4;
        }
    }

    private static PortfolioOptions options(int n, Valley valley) {
        return Portfolio.of(TestFunctions.space(n), valley).seed(2).draws(32).population(32);
    }

    private static void assertMinimum(SearchProgress end, double tolerance) {
        assertEquals(StopReason.SCORE_REACHED, end.stop().orElse(null), end.toString());
        for (double each : end.bestPoint()) {
            assertEquals(0.75, each, tolerance, end.toString());
        }
    }

    @Test
    void theDerivativeOfTheTestIsThatOfItsScore() {
        Valley valley = new Valley(true);
        double[] point = new CounterRandom(1, 2, 3).uniform(5);
        double[] gradient = valley.gradients(new double[][] {point})[0].gradient();
        for (int i = 0; i < point.length; i++) {
            double[] ahead = point.clone();
            double[] behind = point.clone();
            ahead[i] += 1e-6;
            behind[i] -= 1e-6;
            Evaluation[] results = valley.evaluate(new double[][] {ahead, behind});
            assertEquals((results[0].score() - results[1].score()) / 2e-6, gradient[i], 1e-5);
        }
    }

    @Test
    void aThousandGradientsFindTheMinimumOfThreeHundredParameters() {
        Valley valley = new Valley(false);
        SearchProgress end = options(300, valley)
                .methods(SearchMethod.L_BFGS)
                .scoreToReach(1e-10)
                .evaluations(40_000)
                .build()
                .run();
        assertMinimum(end, 1e-3);
        assertTrue(valley.gradients <= 4_000, valley.gradients + " gradients in four descents");
    }

    @Test
    void adamDescendsTheValleyAsWell() {
        SearchProgress end = options(10, new Valley(false))
                .methods(SearchMethod.ADAM)
                .scoreToReach(1e-4)
                .evaluations(40_000)
                .build()
                .run();
        assertMinimum(end, 0.05);
    }

    @Test
    void exactJacobiansTakeFewSteps() {
        Valley valley = new Valley(true);
        SearchProgress end = options(30, valley)
                .methods(SearchMethod.LEVENBERG_MARQUARDT)
                .scoreToReach(1e-18)
                .evaluations(20_000)
                .build()
                .run();
        assertMinimum(end, 1e-6);
        assertTrue(valley.gradients <= 100, valley.gradients + " Jacobians");
    }

    @Test
    void theDescentsShareASearchWithCmaEs() {
        Valley valley = new Valley(false);
        SearchProgress end = options(100, valley)
                .scoreToReach(1e-8)
                .evaluations(60_000)
                .build()
                .run();
        assertMinimum(end, 1e-3);
        assertTrue(valley.gradients > 200, "gradients deserve most, but got " + valley.gradients);
    }

    @Test
    void aMinimumAtBoundsAndARegionThatFailsAreMet() {
        // Towards x = 1 and y = 0 with slope; beyond x + y = 1.6 nothing is defined.
        for (ScoreDescent descent : List.of(
                new Lbfgs(new double[] {0.4, 0.5, 0.5}, Evaluation.of(9)),
                new AdamDescent(new double[] {0.4, 0.5, 0.5}, Evaluation.of(9)))) {
            int count = 0;
            for (; count < 600 && !descent.isDone(); count++) {
                double[] x = descent.next();
                double score = x[0] + x[1] > 1.6
                        ? Double.NaN
                        : Math.pow(x[0] - 1.2, 2) + 3 * (x[1] + 0.1) + Math.pow(x[2] - 0.25 * x[0], 2);
                double bend = 2 * (x[2] - 0.25 * x[0]);
                double[] gradient = {2 * (x[0] - 1.2) - 0.25 * bend, 3, bend};
                descent.tell(x, Gradient.of(Evaluation.of(score), gradient));
            }
            String what = descent.getClass().getSimpleName() + " after " + count + " gradients";
            assertTrue(descent.isDone(), what);
            assertEquals(1, descent.at()[0], 1e-3, what);
            assertEquals(0, descent.at()[1], 1e-3, what);
            assertEquals(0.25, descent.at()[2], 2e-3, what);
        }
    }

    @Test
    void aSearchWithGradientsGoesOnBitForBit() {
        for (boolean hasJacobian : new boolean[] {true, false}) {
            Portfolio undisturbed =
                    options(8, new Valley(hasJacobian)).evaluations(4_000).build();
            List<SearchState> states = new ArrayList<>();
            while (undisturbed.stopReason().isEmpty()) {
                undisturbed.step();
                states.add(undisturbed.state());
            }
            for (int k = 0; k < states.size(); k += 7) {
                Portfolio resumed = options(8, new Valley(hasJacobian))
                        .evaluations(4_000)
                        .build()
                        .restore(SearchState.fromJson(states.get(k).toJson()));
                resumed.run();
                assertEquals(
                        PortfolioTest.withoutTime(undisturbed.state()),
                        PortfolioTest.withoutTime(resumed.state()),
                        "resumed after " + (k + 1) + " batches");
            }
        }
    }

    @Test
    void aMethodThatNeedsGradientsIsRefusedWithoutThem() {
        PortfolioOptions options = Portfolio.of(TestFunctions.space(2), TestFunctions.scores(x -> 0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> options.methods(SearchMethod.L_BFGS))
                .getMessage()
                .contains("L-BFGS needs a GradientEvaluator"));
    }
}
