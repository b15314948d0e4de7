package dev.huxley.engine.llvm.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.array.Precision;
import dev.huxley.engine.llvm.jit.LlvmLibrary;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.engine.llvm.jit.Target;
import dev.huxley.graph.Evaluation;
import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of a graph in machine code against Java's, over the whole domain. */
public class VectorMathTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8000000000abcL),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        709.782712893384,
        709.7827128933841,
        -708.4,
        -745.1,
        -745.2,
        88.72283,
        88.722839,
        -87.4,
        -103.9,
        -104.1,
        Math.sqrt(0.5),
        Math.sqrt(2),
        0.625,
        -0.625,
        Math.nextUp(1.0),
        Math.nextDown(1.0)
    };

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    static Stream<Arguments> cases() {
        return Stream.of(Precision.values()).flatMap(precision -> Stream.of(1, 2, 4, 8, 16, 32)
                .flatMap(width -> targets().map(target -> Arguments.of(precision, width, target))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void unaryOperationsEqualJava(Precision precision, int width, Target target) {
        double[] x = numbers(16 * 1024, precision, 1);
        for (Operation operation : Operation.values()) {
            if (operation.arity() == 1 && !operation.isLogic()) {
                check(operation, ulps(operation), precision, width, target, x);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void binaryOperationsEqualJava(Precision precision, int width, Target target) {
        double[] x = numbers(8 * 1024, precision, 2);
        double[] y = numbers(8 * 1024, precision, 3);
        System.arraycopy(x, 0, y, 512, 512);
        for (Operation operation : Operation.values()) {
            if (operation.arity() == 2 && !operation.isLogic()) {
                check(operation, ulps(operation), precision, width, target, x, y);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void specialValuesMeetEachOther(Precision precision) {
        int count = 16 * ((SPECIAL.length * SPECIAL.length + 15) / 16);
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < SPECIAL.length * SPECIAL.length; i++) {
            x[i] = rounded(SPECIAL[i / SPECIAL.length], precision);
            y[i] = rounded(SPECIAL[i % SPECIAL.length], precision);
        }
        for (Operation operation : Operation.values()) {
            if (operation.arity() == 2 && !operation.isLogic()) {
                check(operation, ulps(operation), precision, 8, host(), x, y);
            }
        }
    }

    /** The exponential of a limited argument, which rate functions use instead of a plain one, is as exact as that. */
    @ParameterizedTest
    @MethodSource("cases")
    void anExponentialOfALimitedArgumentIsTheSame(Precision precision, int width, Target target) {
        double[] x = numbers(4 * 1024, precision, 6);
        GraphBuilder builder = GraphBuilder.literal();
        int limited = builder.apply(Operation.MINIMUM, builder.input("x"), builder.constant(20));
        builder.output("y", builder.apply(Operation.EXP, limited));
        try (CompiledGraph compiled = new CompiledGraph(builder.build(), target, precision, width)) {
            double[] actual = compiled.apply(x);
            for (int i = 0; i < x.length; i++) {
                double expected = StrictMath.exp(Math.min(x[i], 20));
                double distance = distance(expected, actual[i], precision);
                assertTrue(
                        distance <= ulps(Operation.EXP),
                        "exp(min(" + x[i] + ", 20)) = " + actual[i] + " instead of " + expected);
            }
        }
    }

    /** The values that C99 lists, where they differ from those of a product of logarithms. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void specialPowersAreThoseOfC(Precision precision) {
        double inf = Double.POSITIVE_INFINITY;
        double nan = Double.NaN;
        double[][] cases = {
            {0.0, -3, inf},
            {-0.0, -3, -inf},
            {-0.0, -2, inf},
            {-0.0, -2.5, inf},
            {0.0, -inf, inf},
            {-0.0, 3, -0.0},
            {-0.0, 2, 0.0},
            {-1, inf, 1},
            {-1, -inf, 1},
            {1, nan, 1},
            {nan, 0.0, 1},
            {nan, -0.0, 1},
            {-2, 0.5, nan},
            {0.5, -inf, inf},
            {2, -inf, 0},
            {0.5, inf, 0},
            {-2, inf, inf},
            {-inf, -3, -0.0},
            {-inf, -2.5, 0.0},
            {-inf, 3, -inf},
            {-inf, 2.5, inf},
            {inf, -1e-3, 0},
            {inf, 1e-3, inf},
            {nan, 1, nan},
            {2, nan, nan},
            {-8, 3, -512},
            {-8, -2, 1.0 / 64},
            {-1, 4503599627370497.0, -1},
            {-1, 9007199254740992.0, 1},
            {-1, 1e300, 1},
            {1, -1e300, 1},
            {0.0, 0.0, 1},
            {inf, 0.0, 1},
            {2, 1e300, inf},
            {2, -1e300, 0}
        };
        double[] x = new double[64];
        double[] y = new double[64];
        for (int i = 0; i < cases.length; i++) {
            x[i] = cases[i][0];
            y[i] = cases[i][1];
        }
        GraphBuilder builder = GraphBuilder.literal();
        builder.output("y", builder.apply(Operation.POW, builder.input("x"), builder.input("y1")));
        targets().forEach(target -> {
            try (CompiledGraph compiled = new CompiledGraph(builder.build(), target, precision, 8)) {
                double[] actual = compiled.apply(x, y);
                for (int i = 0; i < cases.length; i++) {
                    boolean isSingleInteger = precision == Precision.FLOAT32 && y[i] == 4503599627370497.0;
                    double expected = isSingleInteger ? 1 : cases[i][2];
                    assertEquals(expected, actual[i], "pow(" + x[i] + ", " + y[i] + "), " + precision);
                }
            }
        });
    }

    @Test
    void choicesAndLogicEqualJava() {
        GraphBuilder builder = GraphBuilder.literal();
        int a = builder.input("a");
        int b = builder.input("b");
        int less = builder.apply(Operation.LT, a, b);
        int positive = builder.apply(Operation.GT, a, builder.constant(0));
        int both = builder.apply(Operation.AND, less, builder.apply(Operation.NOT, positive));
        int either = builder.apply(Operation.OR, both, builder.apply(Operation.EQ, a, b));
        int one = builder.apply(Operation.XOR, either, builder.constant(1));
        builder.output("y", builder.apply(Operation.WHERE, one, a, builder.constant(7)));
        Graph graph = builder.build();
        double[] a1 = numbers(2048, Precision.FLOAT64, 4);
        double[] b1 = numbers(2048, Precision.FLOAT64, 5);
        double[] expected = Evaluation.arrays(graph, Map.of("a", a1, "b", b1)).get("y");
        try (CompiledGraph compiled = new CompiledGraph(graph, host(), Precision.FLOAT64, 8)) {
            double[] actual = compiled.apply(a1, b1);
            for (int i = 0; i < actual.length; i++) {
                assertEquals(expected[i], actual[i], "a = " + a1[i] + ", b = " + b1[i]);
            }
        }
    }

    /** The allowed distance from Java's StrictMath, itself within 1 unit in the last place, in such units. */
    private static double ulps(Operation operation) {
        return switch (operation) {
                // One more than the distance from the true value, which Java's has too.
            case EXP, LOG, SIN, COS, TAN, ASIN, ACOS, ATAN -> 2.1;
            case POW -> 2.5;
            case TANH, SIGMOID, SINH, COSH -> 4;
            default -> 0;
        };
    }

    private static void check(
            Operation operation, double ulps, Precision precision, int width, Target target, double[]... inputs) {
        GraphBuilder builder = GraphBuilder.literal();
        int[] arguments = new int[inputs.length];
        for (int k = 0; k < inputs.length; k++) {
            arguments[k] = builder.input("x" + k);
        }
        builder.output("y", builder.apply(operation, arguments));
        try (CompiledGraph compiled = new CompiledGraph(builder.build(), target, precision, width)) {
            double[] actual = compiled.apply(inputs);
            double worst = 0;
            int at = 0;
            for (int i = 0; i < actual.length; i++) {
                double distance = distance(reference(operation, precision, inputs, i), actual[i], precision);
                if (!(distance <= worst)) {
                    worst = distance;
                    at = i;
                }
            }
            String message = operation + " of " + inputs[0][at] + (inputs.length > 1 ? " and " + inputs[1][at] : "")
                    + " is " + actual[at] + " instead of " + reference(operation, precision, inputs, at) + ", " + worst
                    + " units in the last place away (" + precision + ", width " + width + ")";
            assertTrue(worst <= ulps, message);
        }
    }

    private static double reference(Operation operation, Precision precision, double[][] inputs, int i) {
        double x = inputs[0][i];
        return switch (operation) {
            case EXP -> StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x));
            default -> Evaluation.apply(operation, x, inputs.length > 1 ? inputs[1][i] : 0, 0);
        };
    }

    /** In units in the last place of the precision; infinite where only one is NaN or infinite. Zeros of either sign are equal. */
    private static double distance(double expected, double actual, Precision precision) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected) && Double.isNaN(actual) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Double.isInfinite(expected) && precision == Precision.FLOAT64 && expected != actual) {
            return Double.POSITIVE_INFINITY;
        }
        if (precision == Precision.FLOAT64) {
            return expected == actual ? 0 : Math.abs(expected - actual) / Math.ulp(expected);
        }
        float nearest = (float) expected;
        if (nearest == (float) actual) {
            return 0;
        }
        if (Float.isInfinite(nearest)) {
            return Double.POSITIVE_INFINITY;
        }
        // The expected value is not rounded, so that a correct rounding is at most half a unit away.
        return Math.abs(expected - actual) / Math.ulp(nearest);
    }

    private static double[] numbers(int count, Precision precision, int seed) {
        Random random = new Random(seed);
        List<Double> numbers = new ArrayList<>();
        for (double special : SPECIAL) {
            numbers.add(special);
        }
        while (numbers.size() < count) {
            switch (numbers.size() % 4) {
                case 0 -> numbers.add(
                        precision == Precision.FLOAT64
                                ? Double.longBitsToDouble(random.nextLong())
                                : Float.intBitsToFloat(random.nextInt()));
                case 1 -> numbers.add(random.nextGaussian());
                case 2 -> numbers.add(1500 * random.nextDouble() - 760);
                default -> numbers.add(200 * random.nextDouble() - 105);
            }
        }
        return numbers.stream().mapToDouble(x -> rounded(x, precision)).toArray();
    }

    private static double rounded(double x, Precision precision) {
        return precision == Precision.FLOAT64 ? x : (float) x;
    }

    private static Target host() {
        return LlvmLibrary.host();
    }

    /** This processor, and the same with fewer instructions: without AVX-512, without fused multiply-add. */
    public static Stream<Target> targets() {
        Target host = host();
        if (!host.triple().startsWith("x86_64")) {
            return Stream.of(host);
        }
        Target plain = new Target(host.triple(), "x86-64", "");
        Target fused = new Target(host.triple(), "haswell", "+avx,+avx2,+fma,+bmi2");
        return host.hasFusedMultiplyAdd() ? Stream.of(host, fused, plain) : Stream.of(host, plain);
    }
}
