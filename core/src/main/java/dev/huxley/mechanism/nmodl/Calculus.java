package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.algebra.Arithmetic;
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
                Arithmetic.add(x.value(), y.value()),
                Arithmetic.add(x.slope(), y.slope()),
                x.isBent() || y.isBent(),
                x.isOfMoment() || y.isOfMoment());
    }

    static Quantity subtract(Quantity x, Quantity y) {
        return new Quantity(
                Arithmetic.subtract(x.value(), y.value()),
                Arithmetic.subtract(x.slope(), y.slope()),
                x.isBent() || y.isBent(),
                x.isOfMoment() || y.isOfMoment());
    }

    static Quantity multiply(Quantity x, Quantity y) {
        return new Quantity(
                Arithmetic.multiply(x.value(), y.value()),
                Arithmetic.add(Arithmetic.multiply(x.slope(), y.value()), Arithmetic.multiply(x.value(), y.slope())),
                x.isBent() || y.isBent() || (x.isSloped() && y.isSloped()),
                x.isOfMoment() || y.isOfMoment());
    }

    static Quantity divide(Quantity x, Quantity y) {
        Object quotient = Arithmetic.divide(x.value(), y.value());
        Object slope =
                Arithmetic.divide(Arithmetic.subtract(x.slope(), Arithmetic.multiply(quotient, y.slope())), y.value());
        return new Quantity(quotient, slope, x.isBent() || y.isSloped(), x.isOfMoment() || y.isOfMoment());
    }

    static Quantity negate(Quantity x) {
        return new Quantity(Arithmetic.negate(x.value()), Arithmetic.negate(x.slope()), x.isBent(), x.isOfMoment());
    }

    static Quantity power(Quantity x, Quantity y) {
        Object value = Plain.power(x.value(), y.value());
        Object slope = Arithmetic.ZERO;
        if (x.isSloped()) {
            Object lower = Plain.power(x.value(), Arithmetic.subtract(y.value(), Arithmetic.ONE));
            slope = Arithmetic.multiply(Arithmetic.multiply(y.value(), lower), x.slope());
        }
        if (y.isSloped()) {
            Object logarithm = Arithmetic.apply(x.value(), Math::log, NDArray::log);
            slope = Arithmetic.add(slope, Arithmetic.multiply(Arithmetic.multiply(value, logarithm), y.slope()));
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
        return new Quantity(value, Arithmetic.ZERO, x.isSloped() || y.isSloped(), x.isOfMoment() || y.isOfMoment());
    }

    static Quantity not(Quantity x) {
        return new Quantity(Plain.not(x.value()), Arithmetic.ZERO, x.isSloped(), x.isOfMoment());
    }

    static Quantity exp(Quantity x) {
        Object value = Arithmetic.apply(x.value(), Math::exp, Rates::exp);
        return function(x, value, value);
    }

    static Quantity log(Quantity x) {
        return function(
                x, Arithmetic.apply(x.value(), Math::log, NDArray::log), Arithmetic.divide(Arithmetic.ONE, x.value()));
    }

    /** {@code z / (exp(z) - 1)}, finite at z = 0 with all its derivatives. */
    static Quantity linearOverExponential(Quantity z) {
        Object value = Arithmetic.apply(
                z.value(),
                number -> Math.abs(number) < 1e-5 ? 1 - number / 2 + number * number / 12 : number / Math.expm1(number),
                array -> Rates.linearOverExponential(array, 1));
        return new Quantity(value, Arithmetic.ZERO, false, z.isOfMoment());
    }

    /** A function whose derivative at the value is given. */
    static Quantity function(Quantity x, Object value, Object derivative) {
        Object slope = x.isSloped() ? Arithmetic.multiply(derivative, x.slope()) : Arithmetic.ZERO;
        return new Quantity(value, slope, x.isSloped(), x.isOfMoment());
    }

    static Quantity apply(Quantity x, DoubleUnaryOperator number, UnaryOperator<NDArray> array, Object derivative) {
        return function(x, Arithmetic.apply(x.value(), number, array), derivative);
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
