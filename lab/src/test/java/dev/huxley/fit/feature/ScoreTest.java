package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void squaresUpToTenAndItsTangentBeyond() {
        assertEquals(4, Score.penalty(-2));
        assertEquals(100, Score.penalty(10));
        assertEquals(300, Score.penalty(20), "10 (2 * 20 - 10)");
        double step = 1e-6;
        double below = (Score.penalty(10) - Score.penalty(10 - step)) / step;
        double above = (Score.penalty(10 + step) - Score.penalty(10)) / step;
        assertEquals(below, above, 1e-4, "the slope has no jump at 10");
    }

    @Test
    void aMeanThatDoesNotHideWhatIsNotANumber() {
        assertEquals(2.5, Score.of(new double[] {1, -2}));
        assertEquals(Double.POSITIVE_INFINITY, Score.of(new double[] {1, Double.NaN}));
        assertEquals(0, Score.of(new double[0]));
        assertEquals(3, Score.largest(new double[] {1, -3, 2}));
        assertEquals(Double.POSITIVE_INFINITY, Score.largest(new double[] {1, Double.NaN}));
    }
}
