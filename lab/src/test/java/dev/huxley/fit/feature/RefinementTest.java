package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.feature.CandidateEvaluator.Accuracy;
import dev.huxley.search.Evaluation;
import dev.huxley.search.Portfolio;
import dev.huxley.search.SearchSpace;
import dev.huxley.simulate.Engines;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefinementTest {
    private static CandidateEvaluator exact;

    /** A point near the best one, of which the search thought that it is perfect. */
    private static Portfolio.Found found;

    @BeforeAll
    static void findACandidate() {
        DescribedModel model = Ladder.rung().description().build();
        SearchSpace space = RungSearch.spaceOf(model);
        exact = new CandidateEvaluator(
                model,
                space,
                FeatureFit.of(MadeCell.record(model, -70, -0.05, 0.3)).plan(),
                new FeatureComparison(),
                Accuracy.CHECK,
                Engines.defaultName());
        double[] point = space.unit(model.start());
        point[0] += 0.05;
        int residuals = exact.evaluate(new double[][] {point})[0].residuals().length;
        found = new Portfolio.Found(point, new Evaluation(0, new double[residuals]));
    }

    @AfterAll
    static void close() {
        exact.close();
    }

    private static double score(double[] point) {
        return exact.evaluate(new double[][] {point})[0].score();
    }

    @Test
    void aCandidateThatTheExactSimulationMovesGetsBetterThere() {
        Refinement refinement = new Refinement(exact, 400, () -> false);
        double before = score(found.point());
        double after = score(refinement.refined(found));
        assertTrue(after < before / 2, after + " after " + before);
        assertTrue(refinement.largestMove() > 0.5, refinement.largestMove() + " standard deviations");
    }

    @Test
    void allRefinementsShareTheBudget() {
        int round = found.point().length + 8;
        Refinement refinement = new Refinement(exact, round, () -> false);
        double[] first = refinement.refined(found);
        assertFalse(Arrays.equals(found.point(), first), "the first one has the evaluations of a whole round");
        assertArrayEquals(found.point(), refinement.refined(found), "none are left for the second one");
    }
}
