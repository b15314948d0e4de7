package dev.huxley.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.fit.FitResult.Stop;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.GradientDescent;
import dev.huxley.optimizer.NormalizedGradient;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Descents from several starts at once. */
class StartsTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private ArrayTree x(double... values) {
        return ArrayTree.empty().with("x", manager.create(values));
    }

    /** An objective that notes the parameters of every evaluation: per evaluation, all starts in a row. */
    private static Objective noting(List<double[]> seen, Objective objective) {
        return parameters -> {
            seen.add(parameters.get("x").toDoubleArray());
            return objective.loss(parameters);
        };
    }

    private static Fit valleys(Objective objective) {
        return Fit.minimize(objective)
                .bounds("x", -3, 3)
                .optimizer(new Adam(0.1))
                .iterations(60);
    }

    @Test
    void everyStartTakesTheCourseOfASingleFit() {
        List<double[]> seen = new ArrayList<>();
        FitResult together =
                valleys(noting(seen, AnalyticLosses::twoValleys)).starts(5, 7).run(x(1));
        int bestStart = -1;
        double bestLoss = Double.POSITIVE_INFINITY;
        for (int start = 0; start < 5; start++) {
            List<double[]> alone = new ArrayList<>();
            FitResult single =
                    valleys(noting(alone, AnalyticLosses::twoValleys)).run(x(seen.get(0)[start]));
            double[] losses = together.history().losses(start);
            double[] norms = together.history().gradientNorms(start);
            for (int i = 0; i < 60; i++) {
                String at = "start " + start + ", iteration " + i;
                assertEquals(alone.get(i)[0], seen.get(i)[start], 1e-12, at);
                assertEquals(single.history().losses(0)[i], losses[i], 1e-12 * (1 + Math.abs(losses[i])), at);
                assertEquals(single.history().gradientNorms(0)[i], norms[i], 1e-11 * (1 + norms[i]), at);
            }
            if (single.bestLoss() < bestLoss) {
                bestLoss = single.bestLoss();
                bestStart = start;
            }
        }
        assertEquals(bestStart, together.bestStart());
        assertEquals(bestLoss, together.bestLoss(), 1e-12);
    }

    /** Starts are independent even with an optimizer that uses the gradient's norm and the loss. */
    @Test
    void everyGivenStartTakesTheCourseOfASingleFit() {
        double[] starts = {-2.5, 0.3, 1, 2.9};
        NormalizedGradient rule = new NormalizedGradient(0.9, 0.05);
        Objective objective = parameters -> {
            NDArray loss = AnalyticLosses.twoValleys(parameters);
            return loss.add(20);
        };
        FitResult together = valleys(objective)
                .optimizer(rule)
                .runEach(ArrayTree.empty().with("x", manager.create(starts, new Shape(starts.length, 1))));
        assertEquals(starts.length, together.history().starts());
        for (int start = 0; start < starts.length; start++) {
            FitResult single = valleys(objective).optimizer(rule).run(x(starts[start]));
            assertArrayEquals(
                    single.history().losses(0), together.history().losses(start), 1e-10, "losses of start " + start);
        }
    }

    @Test
    void givenStartsThatDoNotFitAreNamed() {
        ArrayTree uneven = ArrayTree.empty()
                .with("x", manager.create(new double[] {1, 2}, new Shape(2, 1)))
                .with("y", manager.create(new double[] {1, 2, 3}, new Shape(3, 1)));
        Fit fit = valleys(AnalyticLosses::twoValleys);
        String shapes = assertThrows(IllegalArgumentException.class, () -> fit.runEach(uneven))
                .getMessage();
        assertTrue(shapes.contains("\"y\"") && shapes.contains("(3, 1)"), shapes);
        String flat = assertThrows(IllegalArgumentException.class, () -> fit.runEach(x(1, 2)))
                .getMessage();
        assertTrue(flat.contains("(starts, values)"), flat);
        String drawn = assertThrows(IllegalArgumentException.class, () -> fit.starts(3, 1)
                        .runEach(ArrayTree.empty().with("x", manager.create(new double[] {1}, new Shape(1, 1)))))
                .getMessage();
        assertTrue(drawn.contains("starts(...)"), drawn);
    }

    @Test
    void theBestStartWins() {
        FitResult alone = valleys(AnalyticLosses::twoValleys).run(x(1));
        assertEquals(1.967, alone.best().get("x")[0], 0.01, "the shallow valley is the nearer one");
        FitResult together = valleys(AnalyticLosses::twoValleys).starts(8, 3).run(x(1));
        assertEquals(-2.031, together.best().get("x")[0], 0.01);
        assertTrue(together.bestStart() > 0, "start " + together.bestStart());
        assertTrue(
                together.start().get("x")[0] < 0.1,
                "began at " + together.start().get("x")[0]);
        assertEquals(together.history().losses(together.bestStart())[0], together.startLoss(), 0);
    }

    @Test
    void firstStartIsTheGivenOneAndTheOthersLieWithinTheBounds() {
        List<double[]> seen = new ArrayList<>();
        List<double[]> free = new ArrayList<>();
        ArrayTree start = x(0.5, 40)
                .with("free", manager.create(new double[] {-7}))
                .with("scale", manager.create(new double[] {1e-3}));
        List<double[]> scale = new ArrayList<>();
        Fit.minimize(noting(seen, parameters -> {
                    free.add(parameters.get("free").toDoubleArray());
                    NDArray bowl = AnalyticLosses.bowl(parameters, "x", 3);
                    scale.add(parameters.get("scale").toDoubleArray());
                    return bowl.add(AnalyticLosses.bowl(parameters, "scale", 0));
                }))
                .bounds("x", 0, 50)
                .logarithmicBounds("scale", 1e-6, 1)
                .iterations(1)
                .starts(400, 11)
                .run(start);
        double[] drawn = seen.get(0);
        assertEquals(800, drawn.length);
        assertArrayEquals(new double[] {0.5, 40}, Arrays.copyOf(drawn, 2), 1e-12);
        double[] others = Arrays.copyOfRange(drawn, 2, 800);
        assertTrue(Arrays.stream(others).allMatch(value -> value > 0 && value < 50));
        assertEquals(25, Arrays.stream(others).average().orElseThrow(), 2, "mean between the bounds");
        assertTrue(Arrays.stream(others).min().orElseThrow() < 3);
        assertTrue(Arrays.stream(others).max().orElseThrow() > 47);
        assertTrue(Arrays.stream(free.get(0)).allMatch(value -> value == -7), "without bounds as given");
        double meanLogarithm =
                Arrays.stream(scale.get(0)).map(Math::log10).average().orElseThrow();
        assertEquals(-3, meanLogarithm, 0.3, "uniform in the logarithm");
    }

    @Test
    void sameSeedSameResultOtherSeedOtherStarts() {
        Fit fit = valleys(AnalyticLosses::twoValleys);
        FitResult first = fit.starts(4, 5).run(x(1));
        // The same object again, too: a fit is not used up.
        FitResult second = fit.run(x(1));
        FitResult other = fit.starts(4, 6).run(x(1));
        for (int start = 0; start < 4; start++) {
            assertArrayEquals(first.history().losses(start), second.history().losses(start), 0, "start " + start);
        }
        assertEquals(first.bestStart(), second.bestStart());
        assertArrayEquals(first.best().get("x"), second.best().get("x"), 0);
        assertArrayEquals(first.history().losses(0), other.history().losses(0), 1e-12, "the given start");
        for (int start = 1; start < 4; start++) {
            double difference =
                    first.history().losses(start)[0] - other.history().losses(start)[0];
            assertTrue(Math.abs(difference) > 1e-6, "start " + start + " is the same for both seeds");
        }
    }

    private void othersGoOn(Objective objective, boolean lossIsFinite) {
        List<double[]> seen = new ArrayList<>();
        FitResult result = Fit.minimize(noting(seen, objective))
                .bounds("x", 0, 10)
                .optimizer(new Adam(0.1))
                .iterations(150)
                .starts(10, 2)
                .run(x(4.5));
        double[] begin = seen.get(0);
        double[] end = seen.get(149);
        int rested = 0;
        for (int start = 0; start < 10; start++) {
            double[] losses = result.history().losses(start);
            if (begin[start] > 6) {
                rested++;
                assertEquals(lossIsFinite, Double.isFinite(losses[0]), "loss of start " + start);
                assertFalse(Double.isFinite(result.history().gradientNorms(start)[0]));
                assertEquals(begin[start], end[start], 1e-12, "start " + start + " rests");
            } else {
                assertEquals(3, end[start], 0.05, "start " + start + " from " + begin[start]);
            }
        }
        assertTrue(rested > 0 && rested < 9, rested + " starts beyond the cliff");
        assertEquals(Stop.ITERATIONS, result.stop());
        assertEquals(3, result.best().get("x")[0], 0.05);
    }

    @Test
    void aStartWithoutALossRestsAndTheOthersGoOn() {
        othersGoOn(parameters -> AnalyticLosses.cliff(parameters, 6), false);
    }

    @Test
    void aStartWithoutAGradientRestsAndTheOthersGoOn() {
        othersGoOn(parameters -> AnalyticLosses.cliffOfTheGradient(parameters, 6), true);
    }

    @Test
    void fitStopsWhenNoStartIsFinite() {
        for (int starts : new int[] {1, 4}) {
            FitResult result = Fit.minimize(parameters -> AnalyticLosses.cliff(parameters, -1))
                    .bounds("x", 0, 10)
                    .starts(starts, 2)
                    .run(x(4.5));
            assertEquals(Stop.NOT_FINITE, result.stop(), starts + " starts");
            assertEquals(1, result.history().size());
            assertArrayEquals(new double[] {4.5}, result.best().get("x"), 1e-12, "the start is all there is");
            assertTrue(Double.isNaN(result.startLoss()));
            assertEquals(Double.POSITIVE_INFINITY, result.bestLoss());
        }
    }

    @Test
    void anInfiniteLossIsNeverTheBest() {
        FitResult result = Fit.minimize(parameters -> {
                    NDArray x = parameters.get("x");
                    // log(0) beyond 6
                    NDArray cut = NDArrays.where(x.lt(6), x.onesLike(), x.zerosLike());
                    return AnalyticLosses.bowl(parameters, "x", 3)
                            .add(cut.log().sum(new int[] {x.getShape().dimension() - 1}));
                })
                .bounds("x", 0, 10)
                .optimizer(new Adam(0.1))
                .iterations(20)
                .starts(10, 2)
                .run(x(4.5));
        assertTrue(Double.isFinite(result.bestLoss()), "best loss " + result.bestLoss());
        assertEquals(3, result.best().get("x")[0], 1.0);
    }

    @Test
    void aFitThatBecomesNotANumberKeepsTheBestBefore() {
        // The steps go up to the cliff: the loss falls until there is none.
        FitResult result = Fit.minimize(parameters -> {
                    NDArray x = parameters.get("x");
                    NDArray below = NDArrays.sub(4, x).sqrt();
                    return x.neg().add(below.sub(below)).sum();
                })
                .optimizer(new GradientDescent(0.3))
                .iterations(50)
                .run(x(3));
        assertEquals(Stop.NOT_FINITE, result.stop());
        assertEquals(5, result.history().size());
        assertEquals(3.9, result.best().get("x")[0], 1e-12);
        assertEquals(-3.9, result.bestLoss(), 1e-12);
        assertEquals(3, result.bestIteration());
    }
}
