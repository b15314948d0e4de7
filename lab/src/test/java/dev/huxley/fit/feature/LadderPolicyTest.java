package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderPolicyTest {
    private static final List<Integer> VALUES = List.of(10, 13, 17, 18, 19, 22);
    private static final int FULL = 3;

    private static RungOutcome outcome(double heldOut) {
        return outcome(1, heldOut);
    }

    private static RungOutcome outcome(double fitted, double heldOut) {
        return new RungOutcome("any", 10, 1000, fitted, heldOut, 3, 3);
    }

    @Test
    void theFullModelGoesOnUntilItsPartOfTheBudgetIsUsed() {
        for (long budget : new long[] {1_000, 20_000, 60_000, 180_000}) {
            LadderPolicy policy = new LadderPolicy(budget, VALUES, FULL);
            long used = 0;
            for (int rung = 0; rung <= FULL; rung++) {
                used += policy.share(rung, used);
            }
            assertEquals(Math.round(0.6 * budget), used, "of " + budget);
            for (int rung = FULL + 1; rung < VALUES.size(); rung++) {
                used += policy.share(rung, used);
            }
            assertTrue(used <= 0.851 * budget, used + " of " + budget + " before the best rung goes on");
        }
    }

    @Test
    void alternativesAreTriedOnlyWhenTheFullModelIsNotAccepted() {
        LadderPolicy policy = new LadderPolicy(60_000, VALUES, FULL);
        List<RungOutcome> outcomes = new ArrayList<>(List.of(outcome(9), outcome(8), outcome(5)));
        assertFalse(policy.isOver(outcomes, Grade.ACCEPTED), "the full model is not reached");
        outcomes.add(outcome(4));
        assertTrue(policy.isOver(outcomes, Grade.ACCEPTED));
        assertFalse(policy.isOver(outcomes, Grade.ACCEPTED_WITH_LIMITS));
        outcomes.addAll(List.of(outcome(4), outcome(4)));
        assertTrue(policy.isOver(outcomes, Grade.REJECTED), "the top is reached");
    }

    @Test
    void aLargerModelMustBeBetterByAMargin() {
        assertEquals(1, LadderPolicy.best(List.of(outcome(9), outcome(5), outcome(4.9))));
        assertEquals(2, LadderPolicy.best(List.of(outcome(9), outcome(5), outcome(4))));
        assertEquals(0, LadderPolicy.best(List.of(outcome(1), outcome(Double.POSITIVE_INFINITY))));
    }

    @Test
    void aModelThatDoesNotFitIsNotChosenForLuckOnTheHeldOutSweeps() {
        assertEquals(1, LadderPolicy.best(List.of(outcome(5, 3), outcome(1.2, 4), outcome(1, 4.5))));
    }
}
