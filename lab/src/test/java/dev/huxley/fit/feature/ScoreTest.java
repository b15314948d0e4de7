package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The score of z-scores, and the residuals by which a search proceeds. */
class ScoreTest {
    private static final double[] Z = {0, 0.5, -1.9, 2, -2.5, 3, 7, -40};

    @Test
    void whatIsBeyondTwoCountsTwice() {
        assertArrayEquals(new double[] {0, 0.5, -1.9, 2, -3, 4, 12, -78}, Score.residuals(Z), 1e-12);
    }

    @Test
    void residualsGiveTheirScoresBack() {
        assertArrayEquals(Z, Score.z(Score.residuals(Z)), 1e-12);
    }

    @Test
    void aScoreIsTheMeanSquareAndItsTangentBeyondTen() {
        assertEquals((1 + 4) / 2.0, Score.of(new double[] {1, -2}), 1e-12);
        assertEquals(100, Score.of(new double[] {10}), 1e-12);
        assertEquals(300, Score.of(new double[] {-20}), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Score.of(new double[] {1, Double.NaN}));
    }
}
