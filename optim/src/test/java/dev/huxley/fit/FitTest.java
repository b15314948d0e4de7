package dev.huxley.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.huxley.fit.FitResult.Stop;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.GradientDescent;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.transform.Transform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FitTest {
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

    private static Fit bowl(double center) {
        return Fit.minimize(parameters -> AnalyticLosses.bowl(parameters, "x", center));
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    @Test
    void minimumBetweenTheBoundsIsFound() {
        ArrayTree start = x(4, -1).with("scale", manager.create(new double[] {0.5}));
        FitResult result = Fit.minimize(parameters -> {
                    NDArray scale = parameters.get("scale").log();
                    NDArray distance = scale.sub(Math.log(0.03)).square();
                    return AnalyticLosses.bowl(parameters, "x", 1.5).add(distance.sum());
                })
                .bounds("x", -10, 10)
                .logarithmicBounds("scale", 1e-3, 1)
                .optimizer(new Adam(0.1))
                .iterations(300)
                .run(start);
        assertArrayEquals(new double[] {1.5, 1.5}, result.best().get("x"), 1e-4);
        assertEquals(0.03, result.best().get("scale")[0], 1e-5);
        assertArrayEquals(new double[] {4, -1}, result.start().get("x"), 1e-13);
        assertEquals(6.25 + 6.25 + Math.pow(Math.log(0.5 / 0.03), 2), result.startLoss(), 1e-10);
        assertTrue(result.bestLoss() < 1e-7, "best loss " + result.bestLoss());
    }

    @Test
    void parametersNeverLeaveTheirBounds() {
        List<Double> seen = new ArrayList<>();
        FitResult result = Fit.minimize(parameters -> {
                    seen.add(parameters.get("x").toDoubleArray()[0]);
                    return AnalyticLosses.bowl(parameters, "x", 7);
                })
                .bounds("x", 1, 2)
                .optimizer(new Adam(1))
                .iterations(100)
                .run(x(1.2));
        for (double value : seen) {
            assertTrue(value >= 1 && value <= 2, "x = " + value);
        }
        assertEquals(100, seen.size());
        assertEquals(2, result.best().get("x")[0], 1e-2, "the bound beside the minimum");
    }

    @Test
    void bestParametersAreKeptWhenTheLossRisesLater() {
        // Steps so long that every one goes further out: x' - 3 = -1.2 (x - 3).
        FitResult result =
                bowl(3).optimizer(new GradientDescent(1.1)).iterations(10).run(x(4));
        double[] losses = result.history().losses(0);
        assertTrue(losses[9] > losses[0], losses[0] + " -> " + losses[9]);
        assertEquals(0, result.bestIteration());
        assertEquals(1, result.bestLoss(), 1e-14);
        assertArrayEquals(new double[] {4}, result.best().get("x"), 0);
    }

    @Test
    void bestLossIsTheLossOfTheBestParameters() {
        FitResult result = bowl(3).optimizer(new Adam(0.7)).iterations(37).run(x(4.3, -2));
        double loss = 0;
        for (double value : result.best().get("x")) {
            loss += (value - 3) * (value - 3);
        }
        assertEquals(loss, result.bestLoss(), 1e-15);
        assertEquals(result.bestLoss(), result.history().losses(0)[result.bestIteration()], 0);
        for (double other : result.history().losses(0)) {
            assertTrue(result.bestLoss() <= other, result.bestLoss() + " > " + other);
        }
    }

    @Test
    void historyHasOneEntryPerIterationAndStart() {
        List<Progress> told = new ArrayList<>();
        FitResult result = bowl(3).bounds("x", -5, 5)
                .iterations(7)
                .starts(4, 1)
                .onIteration(told::add)
                .run(x(1, 2));
        assertEquals(Stop.ITERATIONS, result.stop());
        assertEquals(7, result.history().size());
        assertEquals(4, result.history().starts());
        for (int start = 0; start < 4; start++) {
            assertEquals(7, result.history().losses(start).length);
            assertEquals(7, result.history().gradientNorms(start).length);
        }
        assertEquals(7, told.size());
        for (int i = 0; i < 7; i++) {
            assertEquals(i, told.get(i).iteration());
            assertEquals(7, told.get(i).iterations());
            double smallest = Double.POSITIVE_INFINITY;
            double norm = Double.NaN;
            for (int start = 0; start < 4; start++) {
                if (result.history().losses(start)[i] < smallest) {
                    smallest = result.history().losses(start)[i];
                    norm = result.history().gradientNorms(start)[i];
                }
            }
            assertEquals(smallest, told.get(i).loss(), 0, "loss of iteration " + i);
            assertEquals(norm, told.get(i).gradientNorm(), 0, "gradient norm of iteration " + i);
        }
    }

    /** The gradient is that over the real line: for a sigmoid, slope of the loss times slope of the sigmoid. */
    @Test
    void gradientNormIsThatOfTheUnconstrainedParameters() {
        FitResult result = bowl(3).bounds("x", 0, 10).iterations(1).run(x(2, 5));
        double first = 2 * (2 - 3) * 0.2 * 0.8 * 10;
        double second = 2 * (5 - 3) * 0.5 * 0.5 * 10;
        assertEquals(Math.hypot(first, second), result.history().gradientNorms(0)[0], 1e-12);
    }

    @Test
    void fitStopsAtTheTargetLoss() {
        FitResult result = bowl(3).optimizer(new Adam(0.1))
                .iterations(500)
                .targetLoss(0.01)
                .run(x(4));
        assertEquals(Stop.TARGET, result.stop());
        assertTrue(result.bestLoss() <= 0.01, "best loss " + result.bestLoss());
        double[] losses = result.history().losses(0);
        assertTrue(losses.length < 500, losses.length + " iterations");
        assertTrue(losses[losses.length - 2] > 0.01, "stopped late, after " + losses[losses.length - 2]);
    }

    @Test
    void fitStopsWhenNothingImproves() {
        FitResult result = bowl(3).optimizer(new GradientDescent(0.5))
                .iterations(500)
                .patience(5, 0.01)
                .run(x(4));
        assertEquals(Stop.NO_IMPROVEMENT, result.stop());
        // One step of this length reaches the minimum; five iterations later patience is over.
        assertEquals(1, result.bestIteration());
        assertEquals(7, result.history().size());
    }

    /** Also of a loss below zero, such as a negative likelihood. */
    @Test
    void patienceMeasuresNegativeLossesByTheirSize() {
        FitResult flat = Fit.minimize(parameters -> {
                    NDArray bowl = AnalyticLosses.bowl(parameters, "x", 3);
                    return bowl.sub(100);
                })
                .optimizer(new GradientDescent(0.01))
                .iterations(60)
                .patience(5, 0.05)
                .run(x(4));
        assertEquals(Stop.NO_IMPROVEMENT, flat.stop(), "a fall from -99 to -100 is less than 5 %");
        assertEquals(6, flat.history().size());
        FitResult falling = Fit.minimize(parameters -> {
                    NDArray bowl = AnalyticLosses.bowl(parameters, "x", 3);
                    return bowl.sub(1e-3);
                })
                .optimizer(new GradientDescent(0.1))
                .iterations(30)
                .patience(5, 0.05)
                .run(x(1000));
        assertEquals(Stop.ITERATIONS, falling.stop());
    }

    @Test
    void requestStopsBeforeTheNextIteration() {
        int[] evaluations = {0};
        FitResult result = Fit.minimize(parameters -> {
                    evaluations[0]++;
                    return AnalyticLosses.bowl(parameters, "x", 3);
                })
                .stopWhen(() -> evaluations[0] == 4)
                .run(x(4));
        assertEquals(Stop.REQUESTED, result.stop());
        assertEquals(4, evaluations[0]);
        assertEquals(4, result.history().size());
        assertEquals(3, result.bestIteration());
    }

    @Test
    void requestBeforeTheFirstIterationGivesTheStart() {
        FitResult result =
                bowl(3).stopWhen(() -> true).starts(3, 1).bounds("x", 0, 5).run(x(4));
        assertEquals(Stop.REQUESTED, result.stop());
        assertEquals(0, result.history().size());
        assertEquals(0, result.history().starts());
        assertArrayEquals(new double[] {4}, result.best().get("x"), 1e-14);
        assertTrue(Double.isNaN(result.startLoss()));
    }

    @Test
    void anInterruptionEndsTheFitWithTheBestSoFar() {
        int[] evaluations = {0};
        FitResult result = Fit.minimize(parameters -> {
                    if (++evaluations[0] == 5) {
                        Thread.currentThread().interrupt();
                        // As a simulation does.
                        throw new CancellationException("interrupted");
                    }
                    return AnalyticLosses.bowl(parameters, "x", 3);
                })
                .run(x(4));
        assertFalse(Thread.interrupted(), "the interruption has done its work");
        assertEquals(Stop.REQUESTED, result.stop());
        assertEquals(4, result.history().size());
        assertEquals(3, result.bestIteration());
        assertTrue(result.bestLoss() < result.startLoss(), result::toString);
    }

    @Test
    void anInterruptionWithoutASimulationEndsTheFitToo() {
        FitResult result = bowl(3).run(x(4), progress -> {
            if (progress.iteration() == 2) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(Thread.interrupted(), "the interruption has done its work");
        assertEquals(Stop.REQUESTED, result.stop());
        assertEquals(3, result.history().size());
    }

    @Test
    void anInterruptionInTheFirstIterationHasNothingToReturn() {
        CancellationException early = assertThrows(CancellationException.class, () -> Fit.minimize(parameters -> {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("interrupted");
                })
                .run(x(4)));
        assertTrue(early.getMessage().contains("in its first iteration"), early::getMessage);
        assertTrue(Thread.interrupted(), "the status stays");
    }

    @Test
    void anObjectiveThatCancelsWithoutAnInterruptionFails() {
        assertThrows(CancellationException.class, () -> Fit.minimize(parameters -> {
                    throw new CancellationException("of its own");
                })
                .run(x(4)));
    }

    @Test
    void aListenerOfOneRunIsToldBesidesThatOfTheFit() {
        List<Integer> fits = new ArrayList<>();
        List<Integer> runs = new ArrayList<>();
        Fit fit = bowl(3).iterations(3).onIteration(progress -> fits.add(progress.iteration()));
        fit.run(x(4), progress -> runs.add(progress.iteration()));
        fit.run(x(4));
        assertEquals(List.of(0, 1, 2, 0, 1, 2), fits);
        assertEquals(List.of(0, 1, 2), runs);
    }

    @Test
    void transformsOfOnesOwnAreUsed() {
        FitResult result = bowl(3).transform("x", Transform.softplus(2))
                .optimizer(new Adam(0.1))
                .iterations(300)
                .run(x(9));
        assertEquals(3, result.best().get("x")[0], 1e-3);
    }

    @Test
    void errorsNameWhatIsWrong() {
        assertFails(() -> bowl(3).bounds("x", 0, 1).run(x(4)), "\"x\"", "4.0", "(0.0, 1.0)");
        assertFails(() -> bowl(3).bounds("x", 0, 4).run(x(4)), "strictly inside");
        assertFails(() -> bowl(3).logarithmicBounds("x", 5, 9).starts(2, 1).run(x(4)), "4.0", "(5.0, 9.0)");
        assertFails(() -> bowl(3).bounds("y", 0, 1).run(x(4)), "\"y\"", "no parameter");
        assertFails(() -> bowl(3).run(ArrayTree.empty()), "nothing to fit");
        assertFails(() -> bowl(3).bounds("x", 1, 0), "1.0 and 0.0");
        assertFails(() -> bowl(3).iterations(0), "0");
        assertFails(() -> bowl(3).starts(0, 1), "0");
        assertFails(() -> bowl(3).patience(0, 0.1), "0");
        assertFails(() -> bowl(3).patience(3, Double.NaN), "NaN");
        Fit perValue = Fit.minimize(parameters -> parameters.get("x").square());
        assertFails(() -> perValue.run(x(1, 2)), "(2)", "one number");
        Fit oneForAll = Fit.minimize(parameters -> parameters.get("x").square().sum());
        assertFails(() -> oneForAll.bounds("x", 0, 3).starts(3, 1).run(x(1)), "()", "3 starts", "per start");
        ArrayTree narrow = ArrayTree.empty().with("x", manager.create(new float[] {1}));
        assertFails(
                () -> bowl(3).run(narrow),
                "\"x\"",
                "float32",
                DataType.FLOAT64.toString().toLowerCase());
    }

    @Test
    void theUsersTreeAndManagerStayAsTheyWere() {
        ArrayTree start = x(4, 2).with("free", manager.create(new double[] {1}));
        start.get("x").setRequiresGradient(true);
        int before = manager.getManagedArrays().size();
        Fit fit = Fit.minimize(parameters ->
                        AnalyticLosses.bowl(parameters, "x", 3).add(AnalyticLosses.bowl(parameters, "free", 0)))
                .bounds("x", 0, 10)
                .iterations(5);
        fit.run(start);
        fit.starts(3, 1).run(start);
        assertThrows(IllegalStateException.class, () -> Fit.minimize(parameters -> {
                    throw new IllegalStateException("a failing simulation");
                })
                .run(start));
        assertArrayEquals(new double[] {4, 2}, start.get("x").toDoubleArray());
        assertArrayEquals(new double[] {1}, start.get("free").toDoubleArray());
        assertTrue(start.get("x").hasGradient());
        assertEquals(before, manager.getManagedArrays().size(), "arrays in the user's manager");
    }

    @Test
    void aSecondFitAfterAFailedOneRuns() {
        Fit failing = Fit.minimize(parameters -> {
            throw new IllegalStateException("a failing simulation");
        });
        assertThrows(IllegalStateException.class, () -> failing.run(x(1)));
        assertEquals(5, bowl(3).iterations(5).run(x(1)).history().size());
    }
}
