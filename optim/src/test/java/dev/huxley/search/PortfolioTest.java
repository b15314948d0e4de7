package dev.huxley.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The portfolio: it repeats itself, goes on from a saved state bit for bit, and ends for the reasons it names. */
class PortfolioTest {
    private static final int N = 6;

    /** A curved valley of residuals with a rounded count and a region that fails. */
    private static final Evaluator VALLEY = TestFunctions.residuals(x -> {
        double[] z = new double[2 * N - 1];
        for (int i = 0; i + 1 < N; i++) {
            double a = 4 * x[i] - 2;
            double b = 4 * x[i + 1] - 2;
            z[2 * i] = 10 * (b - a * a);
            z[2 * i + 1] = 1 - a;
        }
        z[2 * N - 2] = x[0] > 0.97 ? Double.NaN : 2 * (Math.rint(20 * x[0]) - 15);
        return z;
    });

    private static PortfolioOptions options() {
        return Portfolio.of(TestFunctions.space(N), VALLEY).seed(3).population(48);
    }

    @Test
    void theMinimumOfResidualsThatJumpIsFoundToTheLastDigits() {
        SearchProgress end =
                options().evaluations(20_000).scoreToReach(1e-16).build().run();
        assertEquals(StopReason.SCORE_REACHED, end.stop().orElse(null), end.toString());
        for (double each : end.bestPoint()) {
            assertEquals(0.75, each, 1e-6);
        }
    }

    @Test
    void aSearchThatWasInterruptedAnywhereTakesTheSameWay() {
        Portfolio undisturbed = options().evaluations(6_000).build();
        undisturbed.run();
        for (int steps : new int[] {1, 2, 9, 20, 41, 77}) {
            Portfolio first = options().evaluations(6_000).build();
            for (int i = 0; i < steps; i++) {
                first.step();
            }
            SearchState saved = SearchState.fromJson(first.state().toJson());
            Portfolio second = options().evaluations(6_000).build().restore(saved);
            second.run();
            assertEquals(undisturbed.evaluations(), second.evaluations());
            assertEquals(undisturbed.best().result(), second.best().result(), "interrupted after " + steps + " steps");
            assertArrayEquals(undisturbed.best().point(), second.best().point());
            assertEquals(withoutTime(undisturbed.state()), withoutTime(second.state()), "after " + steps + " steps");
        }
    }

    @Test
    void aSearchTakesTheSameWayHoweverItsGenerationsAreDivided() {
        Portfolio whole = options().evaluations(6_000).build();
        whole.run();
        for (int largest : new int[] {1, 16, 31}) {
            Portfolio divided = options().evaluations(6_000).build();
            while (divided.stopReason().isEmpty()) {
                long before = divided.evaluations();
                divided.step(largest);
                assertTrue(divided.evaluations() - before <= largest, "batches of at most " + largest);
            }
            assertEquals(whole.best().result(), divided.best().result(), "batches of at most " + largest);
            assertArrayEquals(whole.best().point(), divided.best().point());
        }
        assertThrows(IllegalArgumentException.class, () -> whole.step(0));
    }

    @Test
    void aRaceThatWasInterruptedAnywhereTakesTheSameWay() {
        Portfolio undisturbed = race().build();
        undisturbed.run();
        for (int steps : new int[] {1, 3, 5, 6, 149, 155, 156, 170, 240}) {
            Portfolio first = race().build();
            for (int i = 0; i < steps; i++) {
                first.step();
            }
            Portfolio second =
                    race().build().restore(SearchState.fromJson(first.state().toJson()));
            second.run();
            assertEquals(withoutTime(undisturbed.state()), withoutTime(second.state()), "after " + steps + " steps");
        }
    }

    /** Five runs of CMA-ES race: 5 draws, then 30 generations of each until the first three of them end. */
    private static PortfolioOptions race() {
        return options().expecting(17_000).evaluations(15_000);
    }

    @Test
    void aRaceEndsInADeeperValleyThanARunAlone() {
        // Ten round valleys of equal width, the deepest one 0 deep, the others 1 to 9.
        double[][] centers = new double[10][];
        CounterRandom random = new CounterRandom(7, 0, 0);
        for (int i = 0; i < centers.length; i++) {
            centers[i] = random.uniform(N);
        }
        Evaluator valleys = TestFunctions.scores(x -> {
            double lowest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < centers.length; i++) {
                double squares = 0;
                for (int c = 0; c < N; c++) {
                    squares += Math.pow(x[c] - centers[i][c], 2);
                }
                lowest = Math.min(lowest, i + 100 * squares);
            }
            return lowest;
        });
        double alone = 0;
        double raced = 0;
        for (int seed = 1; seed <= 10; seed++) {
            PortfolioOptions options = Portfolio.of(TestFunctions.space(N), valleys)
                    .seed(seed)
                    .population(16)
                    .methods(SearchMethod.CMA_ES)
                    .draws(60)
                    .evaluations(4_500);
            alone += options.expecting(1).build().run().bestScore() / 10;
            raced += options.expecting(6 * 70 * 16).build().run().bestScore() / 10;
        }
        assertTrue(raced < alone, "mean depth of the valley: " + raced + " by a race, " + alone + " by runs alone");
    }

    @Test
    void differentPointsDifferByATenthOfTheBounds() {
        Portfolio search = race().build();
        search.run();
        List<Portfolio.Found> found = search.different(40);
        assertEquals(search.best().result(), found.get(0).result());
        assertTrue(found.size() >= 10, found.toString());
        for (int i = 0; i < found.size(); i++) {
            for (int k = 0; k < i; k++) {
                double largest = 0;
                for (int c = 0; c < N; c++) {
                    largest = Math.max(
                            largest,
                            Math.abs(found.get(i).point()[c] - found.get(k).point()[c]));
                }
                assertTrue(largest > 0.1, "points " + k + " and " + i + " differ by " + largest);
            }
        }
    }

    static String withoutTime(SearchState state) {
        return state.toJson().replaceAll("\"seconds\":\\[[^]]*]", "");
    }

    @Test
    void aLargerBudgetGoesOn() {
        Portfolio small = options().evaluations(1_000).build();
        assertEquals(StopReason.EVALUATIONS, small.run().stop().orElse(null));
        Portfolio large = options().evaluations(3_000).build().restore(small.state());
        large.run();
        assertEquals(3_000, large.evaluations());
        assertTrue(large.best().result().score() <= small.best().result().score());
    }

    @Test
    void patienceEndsASearchThatCannotImprove() {
        SearchProgress end = Portfolio.of(TestFunctions.space(2), TestFunctions.scores(x -> 1))
                .patience(2_000)
                .build()
                .run();
        assertEquals(StopReason.NO_IMPROVEMENT, end.stop().orElse(null), end.toString());
    }

    @Test
    void aSearchInWhichEverythingFailsEnds() {
        Portfolio search = Portfolio.of(TestFunctions.space(3), TestFunctions.scores(x -> Double.NaN))
                .evaluations(2_000)
                .build();
        search.run();
        assertTrue(assertThrows(IllegalStateException.class, search::best)
                .getMessage()
                .contains("2000 candidates"));
    }

    @Test
    void givenStartsAreTried() {
        double[] start = new double[N];
        Arrays.fill(start, 0.75);
        Portfolio search = options().starts(List.of(start)).build();
        assertEquals(0, search.step().bestScore());
    }

    @Test
    void theStateOfAnotherSearchIsRefused() {
        SearchState state = options().build().state();
        Portfolio otherSeed = options().seed(4).build();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> otherSeed.restore(state))
                .getMessage()
                .contains("seed 3"));
        Portfolio otherSpace = Portfolio.of(TestFunctions.space(2), VALLEY).build();
        assertThrows(IllegalArgumentException.class, () -> otherSpace.restore(state));
        for (String wrong : new String[] {
            "", "[]", "{}", "{\"version\":99,\"columns\":{}}", state.toJson().replace("\"seed\"", "\"sead\"")
        }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> options().build().restore(SearchState.fromJson(wrong)),
                    wrong);
        }
    }

    @Test
    void everyBitOfANumberSurvivesJson() {
        double[] values = {
            Math.PI, Double.MIN_VALUE, Double.MAX_VALUE, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 0.1 + 0.2
        };
        StateWriter out = new StateWriter();
        out.put("values", values);
        SearchState state = new SearchState(List.of("a"), out.columns());
        assertEquals(state, SearchState.fromJson(state.toJson()));
    }
}
