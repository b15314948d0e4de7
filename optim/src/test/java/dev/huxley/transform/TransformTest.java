package dev.huxley.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.gradient.GradientCheck;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformTest {
    private static final double[] NEAR = {-30, -8, -2.5, -1, -0.3, 0, 1e-9, 0.7, 1, 3, 9, 30};
    private static final double[] FAR = {-1e3, -800, -700, -100, -40, -37, 37, 40, 100, 700, 800, 1e3};

    private NDManager manager;

    /** A transform beside its bounds and its formula in plain Java. */
    record Case(String name, Transform transform, double lower, double upper, DoubleUnaryOperator formula) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static DoubleUnaryOperator sigmoid(double lower, double upper) {
        return x -> x < 0
                ? lower + (upper - lower) * Math.exp(x) / (1 + Math.exp(x))
                : upper - (upper - lower) * Math.exp(-x) / (1 + Math.exp(-x));
    }

    private static DoubleUnaryOperator logarithmicSigmoid(double lower, double upper) {
        return x -> Math.exp(sigmoid(Math.log(lower), Math.log(upper)).applyAsDouble(x));
    }

    static Stream<Case> bounded() {
        double inf = Double.POSITIVE_INFINITY;
        boolean[] all = new boolean[NEAR.length];
        Arrays.fill(all, true);
        return Stream.of(
                new Case("sigmoid", Transform.sigmoid(0.25, 1), 0.25, 1, sigmoid(0.25, 1)),
                new Case("sigmoid from 0", Transform.sigmoid(0, 0.04), 0, 0.04, sigmoid(0, 0.04)),
                new Case("sigmoid below 0", Transform.sigmoid(-80, -40), -80, -40, sigmoid(-80, -40)),
                new Case("logistic", Transform.logistic(20, 1000), 20, 1000, x -> sigmoid(20, 1000)
                        .applyAsDouble(x * Math.PI / Math.sqrt(3))),
                new Case(
                        "logarithmic sigmoid",
                        Transform.logarithmicSigmoid(0.02, 0.4),
                        0.02,
                        0.4,
                        logarithmicSigmoid(0.02, 0.4)),
                new Case(
                        "logarithmic sigmoid over six decades",
                        Transform.logarithmicSigmoid(1e-5, 10),
                        1e-5,
                        10,
                        logarithmicSigmoid(1e-5, 10)),
                new Case("softplus", Transform.softplus(0), 0, inf, TransformTest::softplus),
                new Case("softplus above -3", Transform.softplus(-3), -3, inf, x -> -3 + softplus(x)),
                new Case("negative softplus", Transform.negativeSoftplus(5), -inf, 5, x -> 5 - softplus(-x)),
                new Case("negative softplus from 0", Transform.negativeSoftplus(0), -inf, 0, x -> -softplus(-x)),
                new Case(
                        "chain",
                        Transform.chain(Transform.softplus(0), Transform.affine(0.1, 2), Transform.identity()),
                        2,
                        inf,
                        x -> 2 + 0.1 * softplus(x)),
                new Case("masked", Transform.masked(all, Transform.sigmoid(1, 2)), 1, 2, sigmoid(1, 2)));
    }

    static Stream<Case> all() {
        double inf = Double.POSITIVE_INFINITY;
        return Stream.concat(
                bounded(),
                Stream.of(
                        new Case("identity", Transform.identity(), -inf, inf, x -> x),
                        new Case("affine", Transform.affine(-2.5e-5, 0.3), -inf, inf, x -> -2.5e-5 * x + 0.3),
                        new Case("custom", Transform.of(NDArray::exp, NDArray::log), 0, inf, Math::exp)));
    }

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private double[] forward(Transform transform, double... x) {
        return transform.forward(manager.create(x)).toDoubleArray();
    }

    private double[] inverse(Transform transform, double... y) {
        return transform.inverse(manager.create(y)).toDoubleArray();
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void valueEqualsTheFormula(Case c) {
        double[] values = forward(c.transform, NEAR);
        for (int i = 0; i < NEAR.length; i++) {
            double expected = c.formula.applyAsDouble(NEAR[i]);
            assertEquals(expected, values[i], 1e-14 * Math.abs(expected), "at x = " + NEAR[i]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void gradientEqualsCentralDifference(Case c) {
        GradientCheck.assertEqualsCentralDifference(NEAR, new Shape(NEAR.length), 1e-5, 1e-6, c.transform::forward);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void gradientOfTheInverseIsTheReciprocal(Case c) {
        double[] x = {-5, -2.5, -1, -0.3, -1e-3, 0, 1e-9, 0.2, 0.7, 1, 3, 5};
        double[] y = forward(c.transform, x);
        double[] slope = GradientCheck.gradient(x, new Shape(x.length), c.transform::forward);
        double[] inverseSlope = GradientCheck.gradient(y, new Shape(y.length), c.transform::inverse);
        for (int i = 0; i < x.length; i++) {
            assertEquals(1, slope[i] * inverseSlope[i], 1e-10, "product of the slopes at x = " + x[i]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounded")
    void forwardUndoesInverseOverTheWholeRange(Case c) {
        SplittableRandom random = new SplittableRandom(1);
        double[] y = DoubleStream.concat(
                        random.doubles(1000), DoubleStream.of(1e-12, 1e-9, 1e-6, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-9))
                .map(u -> between(c, u))
                .toArray();
        int length = NEAR.length;
        for (int from = 0; from + length <= y.length; from += length) {
            double[] part = Arrays.copyOfRange(y, y.length - from - length, y.length - from);
            double[] back = forward(c.transform, inverse(c.transform, part));
            for (int i = 0; i < length; i++) {
                assertEquals(part[i], back[i], 4e-14 * size(c, part[i]), "at y = " + part[i]);
            }
        }
    }

    /** The scale of the error of y: |y| if a bound is zero, else the largest of |y| and the finite bounds. */
    private static double size(Case c, double y) {
        double size = Math.abs(y);
        for (double bound : new double[] {c.lower, c.upper}) {
            if (c.lower != 0 && c.upper != 0 && Double.isFinite(bound)) {
                size = Math.max(size, Math.abs(bound));
            }
        }
        return size;
    }

    /** The place of u in (0, 1) between the bounds; an unbounded side reaches to 1e4. */
    private static double between(Case c, double u) {
        if (Double.isInfinite(c.lower)) {
            return c.upper - Math.max(1e-9, 1e4 * u * u * u * u);
        }
        return Double.isInfinite(c.upper)
                ? c.lower + Math.max(1e-9, 1e4 * u * u * u * u)
                : c.lower + (c.upper - c.lower) * u;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounded")
    void boundsHoldFarOutAndGradientsStayFinite(Case c) {
        double[] values = forward(c.transform, FAR);
        for (int i = 0; i < FAR.length; i++) {
            assertTrue(
                    values[i] >= c.lower && values[i] <= c.upper && Double.isFinite(values[i]),
                    values[i] + " at x = " + FAR[i]);
        }
        double[] gradient = GradientCheck.gradient(FAR, new Shape(FAR.length), c.transform::forward);
        for (int i = 0; i < FAR.length; i++) {
            assertTrue(Double.isFinite(gradient[i]), gradient[i] + " at x = " + FAR[i]);
        }
    }

    /** The exponent is not clipped: far out the slope keeps falling by the exponential, on both sides. */
    @Test
    void slopesFarOutAreExponentiallySmallAndNotZero() {
        double[] x = {-700, -100, -40, -25, 25, 40, 100, 700};
        Shape shape = new Shape(x.length);
        double[] sigmoid = GradientCheck.gradient(x, shape, Transform.sigmoid(2, 5)::forward);
        double[] softplus = GradientCheck.gradient(x, shape, Transform.softplus(2)::forward);
        double[] negative = GradientCheck.gradient(x, shape, Transform.negativeSoftplus(2)::forward);
        for (int i = 0; i < x.length; i++) {
            double tail = Math.exp(-Math.abs(x[i]));
            String at = "at x = " + x[i];
            assertEquals(3 * tail, sigmoid[i], 1e-10 * tail, at);
            assertEquals(x[i] < 0 ? tail : 1, softplus[i], 1e-10 * (x[i] < 0 ? tail : 1), at);
            assertEquals(x[i] > 0 ? tail : 1, negative[i], 1e-10 * (x[i] > 0 ? tail : 1), at);
        }
    }

    /** Equal steps of the logistic function are equal factors; the middle is the geometric mean. */
    @Test
    void logarithmicSigmoidIsASigmoidOfTheLogarithm() {
        double[] y = forward(Transform.logarithmicSigmoid(1e-4, 1), -Math.log(3), 0, Math.log(3));
        assertArrayEquals(new double[] {1e-3, 1e-2, 1e-1}, y, 1e-15);
        double[] x = {-700, -100, -40, 40, 100, 700};
        double[] slope = GradientCheck.gradient(x, new Shape(x.length), Transform.logarithmicSigmoid(2, 5)::forward);
        for (int i = 0; i < x.length; i++) {
            double tail = (x[i] < 0 ? 2 : 5) * Math.log(2.5) * Math.exp(-Math.abs(x[i]));
            assertEquals(tail, slope[i], 1e-10 * tail, "slope at x = " + x[i]);
        }
    }

    @Test
    void negativeSoftplusStaysBelowItsUpperBound() {
        double[] y = forward(Transform.negativeSoftplus(5), -1e3, -10, 0, 10, 1e3);
        assertArrayEquals(new double[] {-995, -5.0000453988992168, 5 - Math.log(2), 4.9999546011007832, 5}, y, 1e-12);
    }

    @Test
    void softplusInverseIsAccurateBesideItsBound() {
        double[] y = {1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.1, 50, 800, 1e6};
        double[] x = inverse(Transform.softplus(0), y);
        for (int i = 0; i < y.length; i++) {
            double expected = y[i] + Math.log(-Math.expm1(-y[i]));
            assertEquals(expected, x[i], 1e-14 * Math.abs(expected), "at y = " + y[i]);
        }
    }

    @Test
    void float32StaysFloat32AndInBounds() {
        NDArray x = manager.create(new float[] {-1000, -20, -1, 0, 1, 20, 1000});
        for (Transform transform : new Transform[] {
            Transform.sigmoid(0, 0.04), Transform.softplus(0.04), Transform.logarithmicSigmoid(0.001, 0.04)
        }) {
            NDArray y = transform.forward(x);
            assertEquals(DataType.FLOAT32, y.getDataType());
            NDArray inner = manager.create(new float[] {-3, -1, 0, 1, 3});
            float[] back = transform.inverse(transform.forward(inner)).toFloatArray();
            assertArrayEquals(inner.toFloatArray(), back, 1e-5f);
        }
        assertFails(() -> Transform.sigmoid(0, 0.04).inverse(manager.create(0.04f)), "(0.0, 0.04)");
    }

    @Test
    void valuesOnOrOutsideTheBoundsAreNamed() {
        Transform sigmoid = Transform.sigmoid(0.25, 1);
        assertFails(() -> inverse(sigmoid, 0.5, 1.5), "1.5", "index 1", "(2)", "(0.25, 1.0)");
        assertFails(() -> inverse(sigmoid, 0.25), "0.25", "strictly");
        assertFails(() -> inverse(sigmoid, 1), "1.0");
        assertFails(() -> inverse(sigmoid, Double.NaN), "NaN");
        Transform logarithmic = Transform.logarithmicSigmoid(0.25, 4);
        assertFails(() -> inverse(logarithmic, 0.5, 4.5), "4.5", "index 1", "(2)", "(0.25, 4.0)");
        for (double value : new double[] {0.25, 4, 0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertFails(() -> inverse(logarithmic, value), Double.toString(value), "strictly inside");
        }
        assertFails(() -> inverse(Transform.softplus(2), 3, 2), "2.0 at index 1", "(2.0, infinity)");
        assertFails(() -> inverse(Transform.softplus(2), Double.POSITIVE_INFINITY), "Infinity");
        assertFails(() -> inverse(Transform.negativeSoftplus(5), 5.1), "5.1", "(-infinity, 5.0)");
    }

    @Test
    void nonsenseSettingsAreRefused() {
        assertFails(() -> Transform.affine(1e-13, 0), "1.0E-13", "scale");
        assertFails(() -> Transform.affine(Double.NaN, 0), "NaN");
        assertFails(() -> Transform.affine(1, Double.POSITIVE_INFINITY), "shift");
        assertFails(() -> Transform.sigmoid(1, 1), "1.0 and 1.0");
        assertFails(() -> Transform.sigmoid(2, 1), "2.0 and 1.0");
        assertFails(() -> Transform.sigmoid(0, Double.POSITIVE_INFINITY), "Infinity");
        assertFails(() -> Transform.logarithmicSigmoid(0, 1), "0.0 and 1.0", "positive");
        assertFails(() -> Transform.logarithmicSigmoid(-1, 1), "-1.0 and 1.0");
        assertFails(() -> Transform.logarithmicSigmoid(2, 2), "2.0 and 2.0");
        assertFails(() -> Transform.logarithmicSigmoid(1, Double.POSITIVE_INFINITY), "Infinity");
        assertFails(() -> Transform.logarithmicSigmoid(Double.NaN, 1), "NaN");
        assertFails(() -> Transform.softplus(Double.NaN), "NaN");
        assertFails(() -> Transform.negativeSoftplus(Double.NaN), "NaN");
        assertFails(() -> Transform.softplus(0).forward(manager.create(3)), "int32");
    }

    @Test
    void maskedLeavesTheOtherElementsAlone() {
        Transform masked = Transform.masked(new boolean[] {true, false, true}, Transform.sigmoid(0, 1));
        double[] x = {0.5, -7, -2, 3, 1e300, 0};
        NDArray batch = manager.create(x, new Shape(2, 3));
        double[] y = masked.forward(batch).toDoubleArray();
        double[] s = forward(Transform.sigmoid(0, 1), x);
        assertArrayEquals(new double[] {s[0], -7, s[2], s[3], 1e300, s[5]}, y);
        assertArrayEquals(
                x, masked.inverse(manager.create(y, new Shape(2, 3))).toDoubleArray(), 1e-13, "no bound for the rest");
        double[] near = {0.5, -7, -2, 3, 11, 0};
        GradientCheck.assertEqualsCentralDifference(near, new Shape(2, 3), 1e-5, 1e-7, masked::forward);
        double[] slope = GradientCheck.gradient(
                new double[] {0.5, 1e4, 1},
                new Shape(3),
                Transform.masked(new boolean[] {true, false, true}, Transform.of(NDArray::exp, NDArray::log))::forward);
        assertEquals(1, slope[1], "an element the transform was never meant for");
        assertFails(() -> masked.forward(manager.create(new double[] {1, 2})), "3 elements", "(2)");
        NDArray scalar = manager.create(0.0);
        assertEquals(
                0.5,
                Transform.masked(new boolean[] {true}, Transform.sigmoid(0, 1))
                        .forward(scalar)
                        .getDouble());
    }
}
