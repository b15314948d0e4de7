package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelPathTest {
    @Test
    void decimationKeepsEveryExtremum() {
        Random random = new Random(1);
        int n = 200_000;
        int columns = 300;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] lowest = filled(columns, Double.POSITIVE_INFINITY);
        double[] highest = filled(columns, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            x[i] = columns * (i / (double) n);
            y[i] = random.nextGaussian() + (random.nextInt(5000) == 0 ? 100 : 0);
            int column = (int) x[i];
            lowest[column] = Math.min(lowest[column], y[i]);
            highest[column] = Math.max(highest[column], y[i]);
        }
        List<PixelPath.Piece> pieces = PixelPath.of(x, y, 1);
        assertEquals(1, pieces.size());
        PixelPath.Piece path = pieces.get(0);
        assertTrue(path.x().length <= 4 * columns, path.x().length + " points for " + columns + " columns");
        double[] keptLowest = filled(columns, Double.POSITIVE_INFINITY);
        double[] keptHighest = filled(columns, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < path.x().length; i++) {
            int column = (int) path.x()[i];
            keptLowest[column] = Math.min(keptLowest[column], path.y()[i]);
            keptHighest[column] = Math.max(keptHighest[column], path.y()[i]);
        }
        assertArrayEquals(lowest, keptLowest);
        assertArrayEquals(highest, keptHighest);
    }

    @Test
    void keptPointsAreASubsequence() {
        Random random = new Random(2);
        for (int trial = 0; trial < 500; trial++) {
            int n = 1 + random.nextInt(60);
            double[] x = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = trial % 2 == 0 ? i * 0.3 : 10 * random.nextDouble();
                y[i] = random.nextInt(4);
            }
            PixelPath.Piece path = PixelPath.of(x, y, 1).get(0);
            int at = 0;
            for (int i = 0; i < path.x().length; i++) {
                while (at < n && (x[at] != path.x()[i] || y[at] != path.y()[i])) {
                    at++;
                }
                assertTrue(at < n, "point " + i + " of trial " + trial + " is not in order");
            }
            assertEquals(x[0], path.x()[0]);
            assertEquals(x[n - 1], path.x()[path.x().length - 1]);
        }
    }

    @Test
    void sparseDataStayAsTheyAre() {
        double[] x = {0, 10, 5, 20};
        double[] y = {3, 1, 4, 1};
        PixelPath.Piece path = PixelPath.of(x, y, 0.5).get(0);
        assertArrayEquals(x, path.x());
        assertArrayEquals(y, path.y());
    }

    @Test
    void nanBreaksALine() {
        double nan = Double.NaN;
        List<PixelPath.Piece> pieces =
                PixelPath.of(new double[] {0, 1, 2, nan, 4, 5, 6}, new double[] {1, 1, nan, 1, 1, nan, 7}, 1);
        assertEquals(3, pieces.size());
        assertEquals(2, pieces.get(0).x().length);
        assertEquals(1, pieces.get(1).x().length);
        assertArrayEquals(new double[] {6}, pieces.get(2).x());
    }

    @Test
    void gapsDoNotUnboundThePath() {
        int n = 1_000_000;
        double[] x = new double[n];
        double[] y = new double[n];
        Random random = new Random(3);
        for (int i = 0; i < n; i++) {
            x[i] = 100.0 * i / n;
            y[i] = i % 2 == 0 ? 50 * random.nextDouble() : Double.NaN;
        }
        int pieces = PixelPath.of(x, y, 0.5).size();
        assertTrue(pieces <= 200 * 101, pieces + " pieces on 200 x 100 cells");
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
