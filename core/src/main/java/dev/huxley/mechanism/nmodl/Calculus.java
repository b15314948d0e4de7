package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Rates;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Arithmetic and elementary functions with their derivatives, forward. */
final class Calculus {
    private Calculus() {}

    /** A comparison as an operand of arithmetic: 1 and 0; all else as it is. */
    static Quantity numeric(Quantity value) {
        Object operand = Plain.operand(value.value());
        return operand == value.value()
                ? value
                : new Quantity(operand, value.slope(), value.isBent(), value.isOfMoment());
    }

    static Quantity add(Quantity x, Quantity y) {
        return new Quantity(
                Plain.add(x.value(), y.value()),
                Plain.add(x.slope(), y.slope()),
                x.isBent() || y.isBent(),
                x.isOfMoment() || y.isOfMoment());
    }

    static Quantity subtract(Quantity x, Quantity y) {
        return new Quantity(
                Plain.subtract(x.value(), y.value()),
                Plain.subtract(x.slope(), y.slope()),
                x.isBent() || y.isBent(),
                x.isOfMoment() || y.isOfMoment());
    }

    static Quantity multiply(Quantity x, Quantity y) {
        return new Quantity(
                Plain.multiply(x.value(), y.value()),
                Plain.add(Plain.multiply(x.slope(), y.value()), Plain.multiply(x.value(), y.slope())),
                x.isBent() || y.isBent() || (x.isSloped() && y.isSloped()),
                x.isOfMoment() || y.isOfMoment());
    }

    static Quantity divide(Quantity x, Quantity y) {
        Object quotient = Plain.divide(x.value(), y.value());
        Object slope = Plain.divide(Plain.subtract(x.slope(), Plain.multiply(quotient, y.slope())), y.value());
        return new Quantity(quotient, slope, x.isBent() || y.isSloped(), x.isOfMoment() || y.isOfMoment());
    }

    static Quantity negate(Quantity x) {
        return new Quantity(Plain.negate(x.value()), Plain.negate(x.slope()), x.isBent(), x.isOfMoment());
    }

    static Quantity power(Quantity x, Quantity y) {
        Object value = Plain.power(x.value(), y.value());
        Object slope = Plain.ZERO;
        if (x.isSloped()) {
            Object lower = Plain.power(x.value(), Plain.subtract(y.value(), Plain.ONE));
            slope = Plain.multiply(Plain.multiply(y.value(), lower), x.slope());
        }
        if (y.isSloped()) {
            Object logarithm = Plain.apply(x.value(), Math::log, NDArray::log);
            slope = Plain.add(slope, Plain.multiply(Plain.multiply(value, logarithm), y.slope()));
        }
        boolean isIdentity = y.isNumber() && y.number() == 1;
        return new Quantity(
                value,
                slope,
                x.isBent() || y.isBent() || (!isIdentity && (x.isSloped() || y.isSloped())),
                x.isOfMoment() || y.isOfMoment());
    }

    /** A comparison or logic, which has no derivative. */
    static Quantity compare(String operator, Quantity x, Quantity y) {
        Object value = operator.equals("&&") || operator.equals("||")
                ? Plain.compare(operator, x.value(), y.value())
                : Plain.compare(operator, Plain.operand(x.value()), Plain.operand(y.value()));
        return new Quantity(value, Plain.ZERO, x.isSloped() || y.isSloped(), x.isOfMoment() || y.isOfMoment());
    }

    static Quantity not(Quantity x) {
        return new Quantity(Plain.not(x.value()), Plain.ZERO, x.isSloped(), x.isOfMoment());
    }

    static Quantity exp(Quantity x) {
        Object value = Plain.apply(x.value(), Math::exp, Rates::exp);
        return function(x, value, value);
    }

    static Quantity log(Quantity x) {
        return function(x, Plain.apply(x.value(), Math::log, NDArray::log), Plain.divide(Plain.ONE, x.value()));
    }

    /** {@code z / (exp(z) - 1)}, finite at z = 0 with all its derivatives. */
    static Quantity linearOverExponential(Quantity z) {
        Object value = Plain.apply(
                z.value(),
                number -> Math.abs(number) < 1e-5 ? 1 - number / 2 + number * number / 12 : number / Math.expm1(number),
                array -> Rates.linearOverExponential(array, 1));
        return new Quantity(value, Plain.ZERO, false, z.isOfMoment());
    }

    /** A function whose derivative at the value is given. */
    static Quantity function(Quantity x, Object value, Object derivative) {
        Object slope = x.isSloped() ? Plain.multiply(derivative, x.slope()) : Plain.ZERO;
        return new Quantity(value, slope, x.isSloped(), x.isOfMoment());
    }

    static Quantity apply(Quantity x, DoubleUnaryOperator number, UnaryOperator<NDArray> array, Object derivative) {
        return function(x, Plain.apply(x.value(), number, array), derivative);
    }

    /** The first value where the condition holds, the second elsewhere. */
    static Quantity choose(Quantity condition, Quantity then, Quantity otherwise, NDArray like) {
        Object which = Plain.condition(condition.value());
        return new Quantity(
                Plain.choose(which, Plain.operand(then.value()), Plain.operand(otherwise.value()), like),
                Plain.choose(which, then.slope(), otherwise.slope(), like),
                then.isBent() || otherwise.isBent() || condition.isBent(),
                condition.isOfMoment() || then.isOfMoment() || otherwise.isOfMoment());
    }
}
