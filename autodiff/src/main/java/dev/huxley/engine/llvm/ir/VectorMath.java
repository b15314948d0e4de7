package dev.huxley.engine.llvm.ir;

import java.util.function.Consumer;

/**
 * Mathematical functions on vectors, written in LLVM IR. Each is a function of the module per vector width, made when
 * it is first called, and inlined. The largest errors over the whole domain, in units in the last place of the result,
 * are tabulated here; NaN, infinities, zeros of both signs and subnormal arguments and results are right everywhere:
 *
 * <pre>
 *              float64   float32
 * exp          1.1       1.1
 * log          1         1
 * tanh         3         3
 * sigmoid      2.5       2.5
 * pow          1.5       1          special values as C99's
 * </pre>
 *
 * <p>sqrt, abs, minimum, maximum, comparisons, choices and roundings are instructions of the processor and exact. sin,
 * cos, tan, asin, acos, atan, sinh and cosh are calls of the C library, element by element.
 */
public final class VectorMath {
    /** The argument above which tanh is 1. */
    private static final double TANH_SATURATES = 22;

    private VectorMath() {}

    public static String exp(Arithmetic vector, String x) {
        return call(vector, "exp", v -> Exponential.of(v, "%a"), x);
    }

    /** {@code exp(x)} for x known not to exceed {@link #safeExponent}: fewer instructions without AVX-512. */
    public static String expBelow(Arithmetic vector, String x) {
        return call(vector, "expBelow", v -> Exponential.below(v, "%a"), x);
    }

    /** The largest x for {@link #expBelow}. */
    public static double safeExponent(Arithmetic vector) {
        return vector.isDouble() ? Exponential.SAFE : Exponential.SAFE_FLOAT;
    }

    public static String log(Arithmetic vector, String x) {
        return call(vector, "log", v -> Logarithm.of(v, "%a"), x);
    }

    /** {@code e / (e + 2)} with {@code e = exp(2 |x|) - 1}, and the sign of x. */
    public static String tanh(Arithmetic vector, String x) {
        return call(
                vector,
                "tanh",
                v -> {
                    String size = v.atMost(v.call("fabs", "%a"), TANH_SATURATES);
                    String e = Exponential.minusOne(v, v.add(size, size));
                    return v.call("copysign", v.divide(e, v.add(e, v.constant(2))), "%a");
                },
                x);
    }

    /** {@code 1 / (1 + exp(-x))}, from the exponential of {@code -|x|}, which never overflows. */
    public static String sigmoid(Arithmetic vector, String x) {
        return call(
                vector,
                "sigmoid",
                v -> {
                    String e = Exponential.below(v, v.negate(v.call("fabs", "%a")));
                    String isNegative = v.compare("olt", "%a", v.constant(0));
                    return v.divide(v.select(isNegative, e, v.constant(1)), v.add(e, v.constant(1)));
                },
                x);
    }

    /** x to the power of y. */
    public static String pow(Arithmetic vector, String x, String y) {
        return call(vector, "pow", v -> PowerFunction.of(v, "%a", "%b"), x, y);
    }

    private interface Body {
        String write(Arithmetic vector);
    }

    private static String call(Arithmetic vector, String name, Body body, String... arguments) {
        String full = "huxley." + name + "." + vector.suffix();
        String type = vector.type();
        String parameters = type + " %a" + (arguments.length > 1 ? ", " + type + " %b" : "");
        Consumer<IrFunction> definition = function -> function.line(
                "ret " + type + " " + body.write(vector.in(function).exact()));
        vector.function().module().inlined(type, full, parameters, definition);
        return vector.callFunction(full, arguments);
    }
}
