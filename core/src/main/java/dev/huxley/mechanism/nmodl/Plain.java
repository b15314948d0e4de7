package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import dev.huxley.mechanism.Rates;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Arithmetic on values of three kinds: numbers that the file fixes ({@code Double}), values of compartments ({@code
 * NDArray}), and {@link #ANY}, which stands for the latter while a file is checked. Numbers are computed at once, so
 * that constant conditions, bounds of loops and zeros of Jacobians are seen as such.
 */
final class Plain {
    /** A value of compartments that is not there yet. */
    static final Object ANY = new Object() {
        @Override
        public String toString() {
            return "any";
        }
    };

    static final Double ZERO = 0.0;
    static final Double ONE = 1.0;

    private Plain() {}

    static boolean isNumber(Object value) {
        return value instanceof Double;
    }

    static boolean isZero(Object value) {
        return value instanceof Double number && number == 0;
    }

    private static boolean isOne(Object value) {
        return value instanceof Double number && number == 1;
    }

    static Object add(Object x, Object y) {
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

    static Object subtract(Object x, Object y) {
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

    static Object multiply(Object x, Object y) {
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

    static Object divide(Object x, Object y) {
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

    static Object negate(Object x) {
        return apply(x, a -> -a, NDArray::neg);
    }

    /** A power; small integer ones are products, as files that write {@code m*m*m} expect. */
    static Object power(Object x, Object y) {
        if (y instanceof Double exponent && !(x instanceof Double)) {
            if (exponent == 0) {
                return ONE;
            }
            if (exponent == Math.rint(exponent) && exponent > 0 && exponent <= 8) {
                Object product = x;
                for (int i = 1; i < exponent; i++) {
                    product = multiply(product, x);
                }
                return product;
            }
            return x instanceof NDArray array ? array.pow(exponent) : ANY;
        }
        if (x instanceof NDArray array) {
            return y instanceof NDArray other ? array.pow(other) : ANY;
        }
        if (y instanceof NDArray array && x instanceof Double base) {
            return base > 0 ? Rates.exp(array.mul(Math.log(base))) : NDArrays.pow(base, array);
        }
        return numbers(x, y, Math::pow);
    }

    static Object apply(Object x, DoubleUnaryOperator number, UnaryOperator<NDArray> array) {
        if (x instanceof Double value) {
            return number.applyAsDouble(value);
        }
        return x instanceof NDArray values ? array.apply(values) : ANY;
    }

    /** A comparison or logic: 1 or 0 on numbers, an array of booleans on arrays. */
    static Object compare(String operator, Object x, Object y) {
        if (x instanceof Double a && y instanceof Double b) {
            boolean holds =
                    switch (operator) {
                        case "<" -> a < b;
                        case ">" -> a > b;
                        case "<=" -> a <= b;
                        case ">=" -> a >= b;
                        case "==" -> a.doubleValue() == b.doubleValue();
                        case "!=" -> a.doubleValue() != b.doubleValue();
                        case "&&" -> a != 0 && b != 0;
                        default -> a != 0 || b != 0;
                    };
            return holds ? ONE : ZERO;
        }
        if (operator.equals("&&") || operator.equals("||")) {
            return logic(operator.equals("&&"), x, y);
        }
        if (x == ANY || y == ANY) {
            return ANY;
        }
        if (x instanceof Double number) {
            String mirrored =
                    switch (operator) {
                        case "<" -> ">";
                        case ">" -> "<";
                        case "<=" -> ">=";
                        case ">=" -> "<=";
                        default -> operator;
                    };
            return compare(mirrored, y, number);
        }
        NDArray left = number(x);
        if (y instanceof Double number) {
            return switch (operator) {
                case "<" -> left.lt(number);
                case ">" -> left.gt(number);
                case "<=" -> left.lte(number);
                case ">=" -> left.gte(number);
                case "==" -> left.eq(number);
                default -> left.neq(number);
            };
        }
        NDArray right = number(y);
        return switch (operator) {
            case "<" -> left.lt(right);
            case ">" -> left.gt(right);
            case "<=" -> left.lte(right);
            case ">=" -> left.gte(right);
            case "==" -> left.eq(right);
            default -> left.neq(right);
        };
    }

    private static Object logic(boolean isAnd, Object x, Object y) {
        for (Object side : new Object[] {x, y}) {
            if (side instanceof Double number) {
                Object other = side == x ? y : x;
                boolean decides = isAnd == (number == 0);
                return decides ? (isAnd ? ZERO : ONE) : condition(other);
            }
        }
        if (x == ANY || y == ANY) {
            return ANY;
        }
        NDArray left = (NDArray) condition(x);
        NDArray right = (NDArray) condition(y);
        return isAnd ? left.logicalAnd(right) : left.logicalOr(right);
    }

    static Object not(Object x) {
        Object condition = condition(x);
        return apply(condition, a -> a == 0 ? 1 : 0, NDArray::logicalNot);
    }

    /** A value as a condition: a number stays, numbers of compartments become booleans. */
    static Object condition(Object x) {
        return x instanceof NDArray array && array.getDataType() != DataType.BOOLEAN ? array.neq(0) : x;
    }

    /** An array of numbers, also if it is one of booleans. */
    static NDArray number(Object x) {
        NDArray array = (NDArray) x;
        return array.getDataType() == DataType.BOOLEAN ? array.toType(DataType.FLOAT64, false) : array;
    }

    /** A value as an operand of arithmetic: booleans become 1 and 0. */
    static Object operand(Object x) {
        return x instanceof NDArray ? number(x) : x;
    }

    /** One of two values by a condition on compartments. */
    static Object choose(Object condition, Object then, Object otherwise, NDArray like) {
        if (condition instanceof Double number) {
            return number != 0 ? then : otherwise;
        }
        if (then == otherwise || (then instanceof Double && then.equals(otherwise))) {
            return then;
        }
        if (condition == ANY || then == ANY || otherwise == ANY) {
            return ANY;
        }
        return NDArrays.where((NDArray) condition, array(then, like), array(otherwise, like));
    }

    /** A value as an array over the compartments. */
    static NDArray array(Object x, NDArray like) {
        return x instanceof Double number ? like.zerosLike().add(number) : number(x);
    }

    private static Object numbers(Object x, Object y, DoubleBinaryOperator operator) {
        return x instanceof Double a && y instanceof Double b ? (Object) operator.applyAsDouble(a, b) : ANY;
    }
}
