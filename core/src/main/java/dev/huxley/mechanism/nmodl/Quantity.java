package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.algebra.Arithmetic;

/**
 * The value of an expression, with its derivative by the one state that is seeded at the moment.
 *
 * @param value the value, see {@link Arithmetic}
 * @param slope the derivative; the number 0 for what does not depend on the seed
 * @param isBent whether the derivative depends on the seed itself, so that the expression is not linear in it
 * @param isOfMoment whether the value depends on voltage, states or ions at the moment at which it is computed, and not
 *     on parameters alone
 */
record Quantity(Object value, Object slope, boolean isBent, boolean isOfMoment) {
    static final Quantity ZERO = of(0);

    static Quantity of(double number) {
        return new Quantity(number, Arithmetic.ZERO, false, false);
    }

    /** A value that depends on parameters alone. */
    static Quantity fixed(Object value) {
        return new Quantity(value, Arithmetic.ZERO, false, false);
    }

    /** A value that depends on the moment. */
    static Quantity ofMoment(Object value) {
        return new Quantity(value, Arithmetic.ZERO, false, true);
    }

    /** This value as the seed. */
    Quantity seeded() {
        return new Quantity(value, Arithmetic.ONE, false, isOfMoment);
    }

    /** This value without its derivative. */
    Quantity plain() {
        return isSloped() ? new Quantity(value, Arithmetic.ZERO, false, isOfMoment) : this;
    }

    boolean isSloped() {
        return !Arithmetic.isZero(slope);
    }

    boolean isNumber() {
        return Arithmetic.isNumber(value);
    }

    double number() {
        return (Double) value;
    }
}
