package dev.huxley.engine.llvm.ir;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The distances from the true values that {@link VectorMath} states hold: in float64 against 60 digits, at arguments of all
 * sizes; in float32 at all arguments (in the normal build at every 4099th).
 */
class AccuracyTest {
    private static final int POINTS = 1600;
    private static final int STRIDE = 4099;
    private static final int CHUNK = 1 << 16;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    static Stream<Arguments> functionsAndTargets() {
        return Stream.of(Operation.EXP, Operation.LOG, Operation.TANH, Operation.SIGMOID)
                .flatMap(operation -> VectorMathTest.targets().map(target -> Arguments.of(operation, target)));
    }

    @ParameterizedTest
    @MethodSource("functionsAndTargets")
    void doublePrecisionIsWithinItsBound(Operation operation, Target target) {
        double[] x = new double[POINTS];
        Random random = new Random(11);
        for (int i = 0; i < POINTS; i++) {
            x[i] = argument(operation, random, i);
        }
        double worst = 0;
        int at = 0;
        try (CompiledGraph graph = compiled(operation, target, Precision.FLOAT64, 8)) {
            double[] y = graph.apply(x);
            for (int i = 0; i < POINTS; i++) {
                double ulps = PreciseMath.ulps(exact(operation, x[i]), y[i]);
                if (!(ulps <= worst)) {
                    worst = ulps;
                    at = i;
                }
            }
            assertTrue(
                    worst <= bound(operation),
                    operation + "(" + x[at] + ") = " + y[at] + " is off by " + worst + " units in the last place, on "
                            + target.cpu());
        }
    }

    static Stream<Target> targets() {
        return VectorMathTest.targets();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void powersInDoublePrecisionAreWithinTheirBound(Target target) {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        Random random = new Random(12);
        for (int i = 0; i < POINTS; i++) {
            x[i] = i % 3 == 0
                    ? 1 + 1e-3 * random.nextGaussian()
                    : Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (!Double.isFinite(x[i]) || x[i] == 0) {
                x[i] = 2.5;
            }
            // So that results have all exponents, subnormal ones included, and some overflow.
            double logarithm = Math.log(x[i]);
            y[i] = i % 5 == 0 ? random.nextInt(200) - 100 : (1456 * random.nextDouble() - 745.5) / logarithm;
        }
        double worst = 0;
        int at = 0;
        try (CompiledGraph graph = compiled(Operation.POW, target, Precision.FLOAT64, 8)) {
            double[] power = graph.apply(x, y);
            for (int i = 0; i < POINTS; i++) {
                double ulps = Math.abs(y[i] * Math.log(x[i])) > 800
                        ? power[i] == Math.pow(x[i], y[i]) ? 0 : Double.POSITIVE_INFINITY
                        : PreciseMath.ulps(PreciseMath.pow(x[i], y[i]), power[i]);
                if (!(ulps <= worst)) {
                    worst = ulps;
                    at = i;
                }
            }
            assertTrue(
                    worst <= bound(Operation.POW),
                    "pow(" + x[at] + ", " + y[at] + ") = " + power[at] + " is off by " + worst
                            + " units in the last place, on " + target.cpu());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"EXP", "LOG", "TANH", "SIGMOID"})
    void singlePrecisionIsWithinItsBound(Operation operation) {
        VectorMathTest.targets().forEach(target -> requireSinglePrecision(operation, target, STRIDE));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"EXP", "LOG", "TANH", "SIGMOID"})
    void singlePrecisionIsWithinItsBoundEverywhere(Operation operation) {
        requireSinglePrecision(operation, LlvmLibrary.host(), 1);
    }

    private static void requireSinglePrecision(Operation operation, Target target, int stride) {
        DoubleUnaryOperator reference =
                switch (operation) {
                    case EXP -> Math::exp;
                    case LOG -> Math::log;
                    case TANH -> StrictMath::tanh;
                    default -> x -> x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
                };
        double[] x = new double[CHUNK];
        try (CompiledGraph graph = compiled(operation, target, Precision.FLOAT32, 32)) {
            for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += (long) stride * CHUNK) {
                for (int i = 0; i < CHUNK; i++) {
                    x[i] = Float.intBitsToFloat((int) Math.min(bits + (long) stride * i, Integer.MAX_VALUE));
                }
                double[] y = graph.apply(x);
                for (int i = 0; i < CHUNK; i++) {
                    double expected = reference.applyAsDouble(x[i]);
                    double ulps = singleUlps(expected, (float) y[i]);
                    if (!(ulps <= bound(operation))) {
                        throw new AssertionError(operation + "(" + x[i] + ") = " + y[i] + " instead of " + expected
                                + ", off by " + ulps + " units in the last place, on " + target.cpu());
                    }
                }
            }
        }
    }

    private static double singleUlps(double expected, float actual) {
        float nearest = (float) expected;
        if (Float.isNaN(nearest) || Float.isNaN(actual)) {
            return Float.isNaN(nearest) && Float.isNaN(actual) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (nearest == actual) {
            return 0;
        }
        return Float.isInfinite(nearest) || Float.isInfinite(actual)
                ? Double.POSITIVE_INFINITY
                : Math.abs(expected - actual) / Math.ulp(nearest);
    }

    /** Arguments of all sizes, and more where the function changes most. */
    private static double argument(Operation operation, Random random, int i) {
        double anything = Double.longBitsToDouble(random.nextLong());
        if (operation == Operation.LOG) {
            return switch (i % 3) {
                case 0 -> 1 + 0.5 * random.nextDouble() - 0.25;
                case 1 -> Math.max(Double.MIN_VALUE, Math.abs(Double.isFinite(anything) ? anything : 3));
                default -> Double.MIN_VALUE * (1 + random.nextInt(1 << 20));
            };
        }
        double end = operation == Operation.TANH ? 24 : 745;
        return switch (i % 4) {
            case 0 -> (2 * random.nextDouble() - 1) * end;
            case 1 -> random.nextGaussian();
                // Halfway between two values of k, where the reduced argument is largest.
            case 2 -> (random.nextInt(60) - 30.5) * Math.log(2) * (1 + 1e-12 * random.nextGaussian());
            default -> Math.scalb(random.nextGaussian(), -random.nextInt(1060));
        };
    }

    private static BigDecimal exact(Operation operation, double x) {
        return switch (operation) {
            case EXP -> PreciseMath.exp(new BigDecimal(x));
            case LOG -> PreciseMath.log(x);
            case TANH -> PreciseMath.tanh(new BigDecimal(x));
            default -> PreciseMath.sigmoid(new BigDecimal(x));
        };
    }

    private static double bound(Operation operation) {
        return switch (operation) {
            case EXP -> 1.1;
            case LOG -> 1;
            case POW -> 1.5;
            case TANH -> 3;
            default -> 2.5;
        };
    }

    private static CompiledGraph compiled(Operation operation, Target target, Precision precision, int width) {
        GraphBuilder builder = GraphBuilder.literal();
        int[] inputs = new int[operation.arity()];
        Arrays.setAll(inputs, k -> builder.input("x" + k));
        builder.output("y", builder.apply(operation, inputs));
        return new CompiledGraph(builder.build(), target, precision, width);
    }
}
