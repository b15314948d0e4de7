package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.algebra.Arithmetic;

/**
 * Powers, comparisons and choices on the values of {@link Arithmetic}. Numbers that the file fixes are computed at once,
 * so that constant conditions and bounds of loops are seen as such.
 */
final class Plain {
    private Plain() {}

    /** A power; small integer ones are products, as files that write {@code m*m*m} expect. */
    static Object power(Object x, Object y) {
        if (y instanceof Double exponent && !(x instanceof Double)) {
            if (exponent == 0) {
                return Arithmetic.ONE;
            }
            if (exponent == Math.rint(exponent) && exponent > 0 && exponent <= 8) {
                Object product = x;
                for (int i = 1; i < exponent; i++) {
                    product = Arithmetic.multiply(product, x);
                }
                return product;
            }
            return x instanceof NDArray array ? array.pow(exponent) : Arithmetic.ANY;
        }
        if (x instanceof NDArray array) {
            return y instanceof NDArray other ? array.pow(other) : Arithmetic.ANY;
        }
        if (y instanceof NDArray array && x instanceof Double base) {
            return base > 0 ? Rates.exp(array.mul(Math.log(base))) : NDArrays.pow(base, array);
        }
        return Arithmetic.numbers(x, y, Math::pow);
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
            return holds ? Arithmetic.ONE : Arithmetic.ZERO;
        }
        if (operator.equals("&&") || operator.equals("||")) {
            return logic(operator.equals("&&"), x, y);
        }
        if (x == Arithmetic.ANY || y == Arithmetic.ANY) {
            return Arithmetic.ANY;
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
                return decides ? (isAnd ? Arithmetic.ZERO : Arithmetic.ONE) : condition(other);
            }
        }
        if (x == Arithmetic.ANY || y == Arithmetic.ANY) {
            return Arithmetic.ANY;
        }
        NDArray left = (NDArray) condition(x);
        NDArray right = (NDArray) condition(y);
        return isAnd ? left.logicalAnd(right) : left.logicalOr(right);
    }

    static Object not(Object x) {
        Object condition = condition(x);
        return Arithmetic.apply(condition, a -> a == 0 ? 1 : 0, NDArray::logicalNot);
    }

    /** A value as a condition: a number stays, Arithmetic.numbers of compartments become booleans. */
    static Object condition(Object x) {
        return x instanceof NDArray array && array.getDataType() != DataType.BOOLEAN ? array.neq(0) : x;
    }

    /** An array of Arithmetic.numbers, also if it is one of booleans. */
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
        if (condition == Arithmetic.ANY || then == Arithmetic.ANY || otherwise == Arithmetic.ANY) {
            return Arithmetic.ANY;
        }
        return NDArrays.where((NDArray) condition, array(then, like), array(otherwise, like));
    }

    /** A value as an array over the compartments. */
    static NDArray array(Object x, NDArray like) {
        return x instanceof Double number ? like.zerosLike().add(number) : number(x);
    }
}
