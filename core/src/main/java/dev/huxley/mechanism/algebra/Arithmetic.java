package dev.huxley.mechanism.algebra;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Arithmetic on values of three kinds: numbers ({@code Double}), values of compartments ({@code NDArray}), and {@link
 * #ANY}, which stands for the latter while a file is checked. Numbers are computed at once, so that zeros and ones of
 * Jacobians are seen as such and cost nothing.
 */
public final class Arithmetic {
    /** A value of compartments that is not there yet. */
    public static final Object ANY = new Object() {
        @Override
        public String toString() {
            return "any";
        }
    };

    public static final Double ZERO = 0.0;
    public static final Double ONE = 1.0;

    private Arithmetic() {}

    public static boolean isNumber(Object value) {
        return value instanceof Double;
    }

    public static boolean isZero(Object value) {
        return value instanceof Double number && number == 0;
    }

    private static boolean isOne(Object value) {
        return value instanceof Double number && number == 1;
    }

    public static Object add(Object x, Object y) {
        if (isZero(x)) {
            return y;
        }
        if (isZero(y)) {
            return x;
        }
        if (x instanceof NDArray array) {
            return y instanceof NDArray other ? array.add(other) : isNumber(y) ? array.add((Double) y) : ANY;
        }
        return y instanceof NDArray && isNumber(x) ? add(y, x) : numbers(x, y, Double::sum);
    }

    public static Object subtract(Object x, Object y) {
        if (isZero(y)) {
            return x;
        }
        if (x instanceof NDArray array) {
            return y instanceof NDArray other ? array.sub(other) : isNumber(y) ? array.sub((Double) y) : ANY;
        }
        if (y instanceof NDArray array && isNumber(x)) {
            return isZero(x) ? array.neg() : NDArrays.sub((Double) x, array);
        }
        return numbers(x, y, (a, b) -> a - b);
    }

    public static Object multiply(Object x, Object y) {
        if (isZero(x) || isZero(y)) {
            return ZERO;
        }
        if (isOne(x)) {
            return y;
        }
        if (isOne(y)) {
            return x;
        }
        if (x instanceof NDArray array) {
            return y instanceof NDArray other ? array.mul(other) : isNumber(y) ? array.mul((Double) y) : ANY;
        }
        return y instanceof NDArray && isNumber(x) ? multiply(y, x) : numbers(x, y, (a, b) -> a * b);
    }

    public static Object divide(Object x, Object y) {
        if (isOne(y) || (isZero(x) && !isZero(y))) {
            return x;
        }
        if (x instanceof NDArray array) {
            return y instanceof NDArray other ? array.div(other) : isNumber(y) ? array.div((Double) y) : ANY;
        }
        if (y instanceof NDArray array && isNumber(x)) {
            return NDArrays.div((Double) x, array);
        }
        return numbers(x, y, (a, b) -> a / b);
    }

    public static Object negate(Object x) {
        return apply(x, a -> -a, NDArray::neg);
    }

    /** A function of one value, for numbers and for arrays. */
    public static Object apply(Object x, DoubleUnaryOperator number, UnaryOperator<NDArray> array) {
        if (x instanceof Double value) {
            return number.applyAsDouble(value);
        }
        return x instanceof NDArray values ? array.apply(values) : ANY;
    }

    /** A function of two numbers; {@link #ANY} if one is not known yet. */
    public static Object numbers(Object x, Object y, DoubleBinaryOperator operator) {
        return x instanceof Double a && y instanceof Double b ? (Object) operator.applyAsDouble(a, b) : ANY;
    }
}
