package dev.huxley.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoftDtwTest {
    private static final int ANY = 100;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private double of(SoftDtw loss, double[] x, double[] y) {
        return loss.of(manager.create(x), manager.create(y)).getDouble();
    }

    private static double[] random(long seed, int size) {
        return new SplittableRandom(seed).doubles(size, -3, 3).toArray();
    }

    /** The sums of squared differences along all alignments from (i, j) to the end, within a band. */
    private static List<Double> costs(double[] x, double[] y, int i, int j, int band) {
        List<Double> costs = new ArrayList<>();
        if (i >= x.length || j >= y.length || Math.abs(i - j) > band) {
            return costs;
        }
        double own = (x[i] - y[j]) * (x[i] - y[j]);
        if (i == x.length - 1 && j == y.length - 1) {
            return List.of(own);
        }
        for (int[] step : new int[][] {{1, 0}, {0, 1}, {1, 1}}) {
            costs(x, y, i + step[0], j + step[1], band).forEach(cost -> costs.add(own + cost));
        }
        return costs;
    }

    private static double softMinimum(List<Double> costs, double gamma) {
        double least = costs.stream().min(Double::compare).orElseThrow();
        return least
                - gamma
                        * Math.log(costs.stream()
                                .mapToDouble(cost -> Math.exp(-(cost - least) / gamma))
                                .sum());
    }

    @Test
    void smallCasesAreThoseComputedByHand() {
        SoftDtw loss = SoftDtw.of(2);
        assertEquals(9, of(loss, new double[] {1}, new double[] {4}), 1e-15, "one pair");
        assertEquals(13, of(loss, new double[] {1}, new double[] {4, 3}), 1e-15, "one alignment: 9 + 4");
        // (0,0) (1,1): 1 + 1; over (1,0): 1 + 4 + 1; over (0,1): 1 + 0 + 1.
        double expected = -2 * Math.log(Math.exp(-1) + Math.exp(-3) + Math.exp(-1));
        assertEquals(expected, of(loss, new double[] {0, 1}, new double[] {-1, 0}), 1e-14);
        assertEquals(2, of(loss.band(0), new double[] {0, 1}, new double[] {-1, 0}), 1e-14, "no warping");
    }

    @Test
    void itIsTheSumOverAllAlignments() {
        int compared = 0;
        for (int n = 1; n <= 6; n++) {
            for (int m = 1; m <= 6; m++) {
                for (int band = Math.abs(n - m); band <= 6; band++) {
                    for (double gamma : new double[] {0.05, 1, 30}) {
                        double[] x = random(7 * n + m, n);
                        double[] y = random(100 + n + 9 * m, m);
                        double expected = softMinimum(costs(x, y, 0, 0, band), gamma);
                        double actual = of(SoftDtw.of(gamma).band(band), x, y);
                        assertEquals(
                                expected,
                                actual,
                                1e-12 * Math.max(1, Math.abs(expected)),
                                n + " and " + m + " samples, band " + band + ", gamma " + gamma);
                        compared++;
                    }
                }
            }
        }
        assertTrue(compared > 300, compared + " cases");
    }

    @Test
    void gradientsEqualCentralDifferences() {
        double[] x = random(1, 2 * 9);
        double[] y = random(2, 7);
        double[] ofRows = random(3, 2 * 7);
        for (double gamma : new double[] {0.1, 2, 50}) {
            for (int band : new int[] {3, ANY}) {
                SoftDtw loss = SoftDtw.of(gamma).band(band);
                String where = loss.toString();
                Shape shape = new Shape(2, 9);
                assertGradient(
                        where + ", x", x, shape, v -> loss.of(v, v.getManager().create(y)));
                assertGradient(
                        where + ", x, a recorded row for each",
                        x,
                        shape,
                        v -> loss.of(v, v.getManager().create(ofRows, new Shape(2, 7))));
                assertGradient(where + ", y", y, new Shape(7), v -> loss.of(
                                v.getManager().create(x, shape), v)
                        .mul(v.getManager().create(new double[] {1, -3})));
                assertGradient(
                        where + ", divergence",
                        x,
                        shape,
                        v -> loss.divergence(v, v.getManager().create(y)));
            }
        }
    }

    private void assertGradient(String where, double[] at, Shape shape, UnaryOperator<NDArray> function) {
        double[] gradient;
        NDArray leaf = manager.create(at, shape);
        leaf.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            gradient = tape.gradients(function.apply(leaf).sum(), ArrayTree.of("x", leaf))
                    .get("x")
                    .toDoubleArray();
        }
        double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < at.length; i++) {
            double[] sums = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] shifted = at.clone();
                shifted[i] += side == 0 ? 1e-5 : -1e-5;
                sums[side] =
                        function.apply(manager.create(shifted, shape)).sum().getDouble();
            }
            assertEquals((sums[0] - sums[1]) / 2e-5, gradient[i], 1e-5 * scale, where + ", index " + i);
        }
    }

    @Test
    void forGammaTowardsZeroItIsDynamicTimeWarping() {
        double[] x = random(4, 7);
        double[] y = random(5, 6);
        List<Double> costs = costs(x, y, 0, 0, ANY);
        double dtw = costs.stream().min(Double::compare).orElseThrow();
        double before = Double.POSITIVE_INFINITY;
        for (double gamma : new double[] {10, 1, 0.1, 0.01, 1e-6}) {
            double below = dtw - of(SoftDtw.of(gamma), x, y);
            assertTrue(
                    below >= -1e-12 && below <= gamma * Math.log(costs.size()) && below <= before,
                    "gamma " + gamma + ": " + below + " below DTW, before " + before);
            before = below;
        }
        assertEquals(0, before, 1e-9);
    }

    @Test
    void aSpikeThatComesLateCostsNothingAndOneThatLacksDoes() {
        double[] early = spike(20);
        double[] late = spike(26);
        double[] none = spike(-100);
        SoftDtw loss = SoftDtw.of(1e-3);
        double missing = of(loss, none, early);
        assertTrue(missing > 1e4, "a missing spike costs " + missing + " mV2");
        assertEquals(0, of(loss, late, early), 1, "a spike that is 6 samples late");
        assertEquals(0, of(loss.band(6), late, early), 1, "the same in a band of 6");
        double narrow = of(loss.band(2), late, early);
        assertTrue(narrow > 1e3, "in a band of 2 samples it costs " + narrow + " mV2");
    }

    private static double[] spike(int peak) {
        double[] v = new double[50];
        Arrays.setAll(v, i -> -70 + 100 * Math.exp(-Math.pow((i - peak) / 2.0, 2)));
        return v;
    }

    @Test
    void aConstantAddedToBothAndTheirExchangeChangeNothing() {
        double[] x = random(6, 12);
        double[] y = random(7, 10);
        double[] raised = Arrays.stream(x).map(v -> v - 65).toArray();
        double[] other = Arrays.stream(y).map(v -> v - 65).toArray();
        SoftDtw loss = SoftDtw.of(0.7).band(4);
        double value = of(loss, x, y);
        assertEquals(value, of(loss, raised, other), 1e-11);
        assertEquals(value, of(loss, y, x), 1e-12);
    }

    @Test
    void theDivergenceIsZeroForEqualTracesAndPositiveForOthers() {
        NDArray x = manager.create(random(8, 30));
        for (double gamma : new double[] {0.1, 10, 1000}) {
            SoftDtw loss = SoftDtw.of(gamma).band(8);
            assertTrue(loss.of(x, x).getDouble() < 0, "soft-DTW itself has an offset");
            assertEquals(0, loss.divergence(x, x).getDouble(), 1e-9);
            NDArray y = manager.create(random(9, 30));
            double distance = loss.divergence(x, y).getDouble();
            assertTrue(distance > 0, loss + ": " + distance);
        }
    }

    @Test
    void rowsAreIndependentAndFloatsAgreeWithDoubles() {
        double[] all = random(10, 3 * 2 * 40);
        NDArray simulated = manager.create(all, new Shape(3, 2, 40));
        NDArray recorded = manager.create(random(11, 40));
        SoftDtw loss = SoftDtw.of(0.5).band(10);
        NDArray values = loss.of(simulated, recorded);
        assertEquals(new Shape(3, 2), values.getShape());
        double[] rows = new double[6];
        Arrays.setAll(rows, i -> of(loss, Arrays.copyOfRange(all, 40 * i, 40 * i + 40), recorded.toDoubleArray()));
        assertArrayEquals(rows, values.toDoubleArray(), 0);
        NDArray floats = loss.of(simulated.toType(DataType.FLOAT32, true), recorded.toType(DataType.FLOAT32, true));
        assertEquals(DataType.FLOAT32, floats.getDataType());
        assertArrayEquals(rows, floats.toType(DataType.FLOAT64, true).toDoubleArray(), 1e-4);
    }

    @Test
    void whatCannotBeAlignedIsAnError() {
        NDArray x = manager.create(new double[20]);
        assertError("gamma is 0.0 mV2", () -> SoftDtw.of(0));
        assertError("the band is -1 samples", () -> SoftDtw.of(1).band(-1));
        assertError("make the band at least 5", () -> SoftDtw.of(1).band(4).of(x, manager.create(new double[15])));
        assertError("leading axes", () -> SoftDtw.of(1).of(x.reshape(2, 10), x.reshape(4, 5)));
        assertError("give both the same", () -> SoftDtw.of(1).of(x, x.toType(DataType.FLOAT32, true)));
        assertError("there is nothing", () -> SoftDtw.of(1).of(x, manager.create(new double[0])));
        NDArray wide = manager.create(new double[1_000_000]);
        assertError("set a narrower band", () -> SoftDtw.of(1).of(wide, wide));
    }

    private static void assertError(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
}
