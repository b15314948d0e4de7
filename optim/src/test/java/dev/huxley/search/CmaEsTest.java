package dev.huxley.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.MersenneTwister;
import org.junit.jupiter.api.Test;

/** CMA-ES: its update against another library's, and known minima. */
class CmaEsTest {
    private record Run(double score, int evaluations, double[] mean) {}

    private static Run minimize(ToDoubleFunction<double[]> function, int n, int population, long seed) {
        double[] start = new double[n];
        Arrays.fill(start, 0.3);
        CmaEs search = new CmaEs(start, 0.2, population, seed, 0);
        int evaluations = 0;
        while (!search.isConverged() && search.bestScore() > 1e-10 && evaluations < 200_000) {
            search.tell(TestFunctions.scores(function).evaluate(search.ask()));
            evaluations += population;
        }
        return new Run(search.bestScore(), evaluations, search.mean());
    }

    private static void assertFound(String name, Run run, int most) {
        assertTrue(
                run.score() <= 1e-10 && run.evaluations() <= most,
                name + " after " + run.evaluations() + " evaluations: " + run.score());
    }

    @Test
    void smoothMinimaAreFoundInAsManyEvaluationsAsIsUsual() {
        assertFound("sphere of 10", minimize(x -> TestFunctions.sphere(x, 0.6), 10, 10, 1), 2_500);
        assertFound("ellipsoid of 10", minimize(TestFunctions.ellipsoid(10), 10, 10, 1), 7_000);
        assertFound("Rosenbrock of 8", minimize(TestFunctions::rosenbrock, 8, 12, 1), 9_000);
        assertFound("ellipsoid of 17, population 128", minimize(TestFunctions.ellipsoid(17), 17, 128, 1), 40_000);
    }

    @Test
    void aMinimumAtBoundsIsReached() {
        // Smallest at a corner of the cube, with the gradient pointing outwards.
        ToDoubleFunction<double[]> slope = x -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += (i + 1) * (i % 2 == 0 ? x[i] : 1 - x[i]);
            }
            return sum;
        };
        assertFound("slope into a corner of 10", minimize(slope, 10, 12, 1), 8_000);
        Run interior = minimize(TestFunctions.ellipsoid(6), 6, 12, 2);
        assertArrayEquals(new double[] {0.4, 0.4, 0.4, 0.4, 0.4, 0.4}, interior.mean(), 1e-2);
    }

    @Test
    void restartsFindTheLowestOfManyMinima() {
        Portfolio search = Portfolio.of(TestFunctions.space(5), TestFunctions.scores(TestFunctions::rastrigin))
                .seed(2)
                .population(64)
                .evaluations(60_000)
                .scoreToReach(1e-6)
                .build();
        SearchProgress end = search.run();
        assertEquals(StopReason.SCORE_REACHED, end.stop().orElse(null), end.toString());
    }

    @Test
    void theStepOfAGenerationIsExactForLinearResiduals() {
        int n = 5;
        CounterRandom random = new CounterRandom(4, 0, 0);
        double[] minimum = random.uniform(n);
        double[][] slopes = new double[9][];
        Arrays.setAll(slopes, k -> random.normal(n));
        CmaDistribution around =
                new CmaDistribution(new double[] {0.3, 0.3, 0.3, 0.3, 0.3}, 0.4, CmaConstants.of(n, 40));
        double[][] points = new double[40][];
        Arrays.setAll(points, k -> around.point(random.normal(n)));
        Evaluation[] results = TestFunctions.residuals(x -> {
                    double[] z = new double[slopes.length];
                    for (int k = 0; k < z.length; k++) {
                        for (int i = 0; i < n; i++) {
                            z[k] += slopes[k][i] * (x[i] - minimum[i]);
                        }
                    }
                    return z;
                })
                .evaluate(points);
        double[] nearest = PopulationStep.propose(around, points, results).get(0);
        for (int i = 0; i < n; i++) {
            assertEquals(minimum[i], nearest[i], 0.05 * Math.abs(minimum[i] - 0.3) + 0.01, "coordinate " + i);
        }
    }

    @Test
    void residualsSaveMostOfTheEvaluationsThatScoresNeed() {
        Evaluator valley = TestFunctions.residuals(x -> {
            double[] z = new double[x.length];
            for (int i = 0; i < z.length; i++) {
                // Curved, and of rounded steps.
                z[i] = 3 * Math.rint(40 * (x[i] + 0.5 * x[(i + 1) % z.length] * x[(i + 3) % z.length] - 0.6)) / 10;
            }
            return z;
        });
        int[] evaluations = new int[2];
        for (int seed = 0; seed < 6; seed++) {
            for (int k = 0; k < 2; k++) {
                boolean hasResiduals = k == 1;
                CmaEs search = new CmaEs(new CounterRandom(seed, 9, 9).uniform(12), 0.2, 64, seed, 0);
                while (search.bestScore() > 1e-9 && evaluations[k] < 400_000) {
                    Evaluation[] results = valley.evaluate(search.ask());
                    search.tell(hasResiduals ? results : scoresOnly(results));
                    evaluations[k] += 64;
                }
            }
        }
        assertTrue(2 * evaluations[1] < evaluations[0], Arrays.toString(evaluations) + " without and with residuals");
    }

    private static Evaluation[] scoresOnly(Evaluation[] results) {
        return Arrays.stream(results)
                .map(result -> Evaluation.of(result.score()))
                .toArray(Evaluation[]::new);
    }

    /** The points that Hipparchus tried, told to this distribution, must give Hipparchus' means, step sizes and axes. */
    @Test
    void theUpdateIsThatOfAnotherLibrary() {
        int n = 6;
        int population = 12;
        int generations = 60;
        List<double[]> tried = new ArrayList<>();
        CMAESOptimizer other = new CMAESOptimizer(
                generations, Double.NEGATIVE_INFINITY, false, 0, 0, new MersenneTwister(5), true, null);
        other.optimize(
                new ObjectiveFunction(x -> {
                    tried.add(x.clone());
                    return TestFunctions.rosenbrock(x);
                }),
                GoalType.MINIMIZE,
                new InitialGuess(new double[] {0.2, 0.3, 0.4, 0.5, 0.6, 0.7}),
                SimpleBounds.unbounded(n),
                new CMAESOptimizer.Sigma(new double[] {0.3, 0.3, 0.3, 0.3, 0.3, 0.3}),
                new CMAESOptimizer.PopulationSize(population),
                new MaxEval(100_000));
        CmaDistribution own = new CmaDistribution(
                new double[] {0.2, 0.3, 0.4, 0.5, 0.6, 0.7}, 0.3, hipparchusConstants(n, population, generations));
        // Hipparchus evaluates the guess first.
        int offset = tried.size() % population;
        for (int g = 0; g < other.getStatisticsMeanHistory().size(); g++) {
            List<double[]> generation =
                    new ArrayList<>(tried.subList(offset + g * population, offset + (g + 1) * population));
            generation.sort(Comparator.comparingDouble(TestFunctions::rosenbrock));
            own.update(generation.toArray(new double[0][]));
            RealMatrix mean = other.getStatisticsMeanHistory().get(g);
            String where = "generation " + g;
            assertArrayEquals(mean.getRow(0), own.mean(), 1e-9, where);
        }
        double step = other.getStatisticsSigmaHistory()
                .get(other.getStatisticsSigmaHistory().size() - 1);
        assertEquals(step, own.step(), 1e-6 * step, "step size");
    }

    private static CmaConstants hipparchusConstants(int n, int population, int generations) {
        double[] weights = new double[population];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < population / 2; i++) {
            weights[i] = Math.log(population / 2 + 0.5) - Math.log(i + 1);
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
        for (int i = 0; i < population / 2; i++) {
            weights[i] /= sum;
        }
        double effective = sum * sum / squares;
        double stepPath = (effective + 2) / (n + effective + 3);
        double damping = (1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1))
                        * Math.max(0.3, 1 - n / (1e-6 + generations))
                + stepPath;
        double rankOnePath = (4 + effective / n) / (n + 4 + 2 * effective / n);
        double rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
        double rankMany =
                Math.min(1 - rankOne, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
        return new CmaConstants(weights, effective, stepPath, damping, rankOnePath, rankOne, rankMany);
    }
}
