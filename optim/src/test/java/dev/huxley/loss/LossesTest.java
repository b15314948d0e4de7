package dev.huxley.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.gradient.GradientCheck;
import dev.huxley.loss.WindowStatistics.Window;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LossesTest {
    private static final double[] V = {-70, -65, -40.5, 20, -60, -72, -71, -70.25, -69, -68, -66, -67};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    private static NDArray constant(NDArray like, Shape shape, double... values) {
        return like.getManager().create(values, shape);
    }

    @Test
    void meanSquareEqualsItsFormula() {
        NDArray v = manager.create(new double[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
        NDArray recorded = manager.create(new double[] {1, 0, 0});
        NDArray scalar = Losses.meanSquare(v, recorded);
        assertEquals(new Shape(), scalar.getShape());
        assertEquals((0 + 4 + 9 + 9 + 25 + 36) / 6.0, scalar.getDouble(), 1e-15);
        assertArrayEquals(
                new double[] {13 / 3.0, 70 / 3.0},
                Losses.meanSquarePerRow(v, recorded).toDoubleArray(),
                1e-14);
        assertEquals(0, Losses.meanSquare(v, v).getDouble());
    }

    @Test
    void aRowOfABatchEqualsItsSingleLoss() {
        SplittableRandom random = new SplittableRandom(5);
        NDArray batch = manager.create(random.doubles(4 * 2 * 50, -80, 40).toArray(), new Shape(4, 2, 50));
        NDArray recorded = manager.create(random.doubles(2 * 50, -80, 40).toArray(), new Shape(2, 50));
        WindowStatistics statistics = WindowStatistics.in(new Window(0, 20), new Window(15, 50));
        double[] squares = Losses.meanSquarePerRow(batch, recorded).toDoubleArray();
        double[] distances = Losses.scaledAbsolutePerRow(statistics.of(batch), statistics.of(recorded), 2, 1, 2, 1)
                .toDoubleArray();
        for (int row = 0; row < 4; row++) {
            NDArray single = batch.get(row);
            double square = Losses.meanSquare(single, recorded).getDouble();
            double distance = Losses.scaledAbsolute(statistics.of(single), statistics.of(recorded), 2, 1, 2, 1)
                    .getDouble();
            assertEquals(square, squares[row], 1e-12 * square);
            assertEquals(distance, distances[row], 1e-12 * distance);
        }
    }

    @Test
    void gradientsEqualCentralDifferences() {
        Shape shape = new Shape(2, 6);
        double[] recorded = {-66, -65.5, -30, 5, -61, -70};
        GradientCheck.assertEqualsCentralDifference(
                V, shape, 1e-5, 1e-7, v -> Losses.meanSquare(v, constant(v, new Shape(6), recorded)));
        GradientCheck.assertEqualsCentralDifference(
                V, shape, 1e-5, 1e-7, v -> Losses.meanSquarePerRow(v, constant(v, new Shape(6), recorded)));
        WindowStatistics statistics = WindowStatistics.in(new Window(0, 4), new Window(2, 6));
        GradientCheck.assertEqualsCentralDifference(V, shape, 1e-5, 1e-6, statistics::of);
        GradientCheck.assertEqualsCentralDifference(
                V,
                shape,
                1e-5,
                1e-6,
                v -> Losses.scaledAbsolute(statistics.of(v), constant(v, new Shape(4), -60, 3, -61, 70), 2, 1, 2, 1));
        GradientCheck.assertEqualsCentralDifference(
                V,
                shape,
                1e-5,
                1e-6,
                v -> Losses.weightedSum(
                        new double[] {0.3, -2.5},
                        Losses.meanSquare(v, constant(v, new Shape(6), recorded)),
                        Losses.scaledAbsolute(
                                statistics.of(v), constant(v, new Shape(4), -60, 3, -61, 70), 2, 1, 2, 1)));
    }

    /** The layer 5 pyramidal cell's loss, in plain Java with the population's standard deviation (numpy's default). */
    @Test
    void theLossOfThePyramidalCellEqualsItsFormula() {
        SplittableRandom random = new SplittableRandom(2);
        double[] v = random.doubles(4001, -75, 40).toArray();
        double[] observed = random.doubles(4001, -80, 20).toArray();
        double expected = 0;
        int[][] windows = {{200, 1999}, {2000, 3799}};
        for (int[] window : windows) {
            expected += Math.abs(mean(v, window) - mean(observed, window)) / 2;
            expected += Math.abs(deviation(v, window) - deviation(observed, window)) / 1;
        }
        expected /= 4;
        WindowStatistics statistics = WindowStatistics.in(new Window(200, 2000), new Window(2000, 3800));
        NDArray loss = Losses.scaledAbsolute(
                statistics.of(manager.create(v)), statistics.of(manager.create(observed)), 2, 1, 2, 1);
        assertEquals(new Shape(), loss.getShape());
        assertEquals(expected, loss.getDouble(), 1e-12 * expected);
    }

    private static double mean(double[] v, int[] window) {
        double sum = 0;
        for (int i = window[0]; i <= window[1]; i++) {
            sum += v[i];
        }
        return sum / (window[1] - window[0] + 1);
    }

    private static double deviation(double[] v, int[] window) {
        double mean = mean(v, window);
        double squares = 0;
        for (int i = window[0]; i <= window[1]; i++) {
            squares += (v[i] - mean) * (v[i] - mean);
        }
        return Math.sqrt(squares / (window[1] - window[0] + 1));
    }

    @Test
    void statisticsStandInTheOrderOfTheWindows() {
        NDArray v = manager.create(new double[] {1, 3, 10, 10, 10, 7}, new Shape(1, 6));
        NDArray statistics =
                WindowStatistics.in(new Window(0, 2), new Window(2, 5)).of(v);
        assertEquals(new Shape(1, 4), statistics.getShape());
        assertArrayEquals(new double[] {2, 1, 10, 0}, statistics.toDoubleArray());
    }

    @Test
    void aConstantTraceHasAFiniteGradient() {
        double[] constant = {-70, -70, -70, -70, -70.1, -70.1, -70.1, -70.1};
        WindowStatistics statistics = WindowStatistics.in(new Window(0, 4));
        double[] gradient = GradientCheck.gradient(constant, new Shape(2, 4), statistics::of);
        for (int i = 0; i < 4; i++) {
            assertEquals(0.25, gradient[i], 1e-15, "only the mean's gradient is left at index " + i);
        }
        for (double element : gradient) {
            assertTrue(Math.abs(element) <= 1, "gradient " + element + " of nearly constant samples is bounded");
        }
    }

    @Test
    void float32StaysFloat32() {
        NDArray v = manager.create(new float[] {1, 2, 3, 4});
        NDArray statistics = WindowStatistics.in(new Window(0, 4)).of(v);
        NDArray loss = Losses.scaledAbsolute(statistics, statistics.zerosLike(), 2, 1);
        assertEquals(DataType.FLOAT32, loss.getDataType());
        assertEquals((2.5 / 2 + Math.sqrt(1.25)) / 2, loss.getFloat(), 1e-6);
    }

    @Test
    void weightedSumAddsScalarsAndRows() {
        NDArray a = manager.create(new double[] {1, 2});
        NDArray b = manager.create(new double[] {10, 20});
        assertArrayEquals(
                new double[] {5.5, 11},
                Losses.weightedSum(new double[] {0.5, 0.5}, a, b).toDoubleArray());
        assertFails(() -> Losses.weightedSum(new double[] {1}, a, b), "2 losses", "1 weights");
        assertFails(() -> Losses.weightedSum(new double[] {1, 1}, a, manager.create(1.0)), "loss 1", "()", "(2)");
        assertFails(() -> Losses.weightedSum(new double[] {1, Double.NaN}, a, b), "weight 1", "NaN");
        assertFails(() -> Losses.weightedSum(new double[] {}), "at least one");
    }

    @Test
    void whatDoesNotFitIsNamedWithItsShape() {
        NDArray v = manager.zeros(new Shape(3, 4001), DataType.FLOAT64);
        assertFails(
                () -> Losses.meanSquare(v, manager.zeros(new Shape(4000), DataType.FLOAT64)), "(3, 4001)", "(4000)");
        assertFails(
                () -> Losses.meanSquare(v, manager.zeros(new Shape(3, 1), DataType.FLOAT64)), "(3, 4001)", "(3, 1)");
        assertFails(() -> Losses.meanSquare(v, manager.create(1.0)), "()");
        assertFails(() -> Losses.meanSquare(v.get(0), v), "(4001)", "(3, 4001)");
        assertFails(() -> Losses.meanSquarePerRow(v.get(0), v.get(0)), "batch", "(4001)");
        assertFails(() -> Losses.meanSquare(v, v.toType(DataType.INT32, false)), "recorded", "int32");
        assertFails(() -> WindowStatistics.in(new Window(4000, 4002)).of(v), "4000 to 4001", "4001 time points");
        assertFails(() -> new Window(5, 5), "5");
        assertFails(() -> new Window(-1, 5), "-1");
        assertFails(WindowStatistics::in, "at least one window");
        NDArray s = WindowStatistics.in(new Window(0, 10)).of(v);
        assertFails(() -> Losses.scaledAbsolute(s, s, 1, 2, 3), "3 scales", "(3, 2)");
        assertFails(() -> Losses.scaledAbsolute(s, s, 1, 0), "scale 1 is 0.0");
    }
}
