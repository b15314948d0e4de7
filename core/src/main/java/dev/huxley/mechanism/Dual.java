package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.algebra.Arithmetic;

/**
 * A value in every compartment with its derivatives by the states of an {@link ImplicitEuler} step: a dual number. The
 * rates of change of these states are written with duals as other functions of mechanisms are with arrays, and their
 * Jacobian comes with them, exact. Derivatives that are zero everywhere are known as such and cost nothing.
 */
public final class Dual {
    private static final Object[] NONE = {};

    private final Object value;

    /** The derivatives by the states, in their order; empty if all are 0. */
    private final Object[] slopes;

    /** True if a derivative depends on a state. */
    private final boolean isBent;

    private Dual(Object value, Object[] slopes, boolean isBent) {
        this.value = value;
        this.slopes = slopes;
        this.isBent = isBent;
    }

    /** A value that depends on no state of the step. */
    public static Dual of(NDArray value) {
        return new Dual(value, NONE, false);
    }

    /** A number. */
    public static Dual of(double value) {
        return new Dual(value, NONE, false);
    }

    /** State {@code index} of {@code size} states. */
    static Dual state(NDArray value, int index, int size) {
        Object[] slopes = new Object[size];
        for (int i = 0; i < size; i++) {
            slopes[i] = i == index ? Arithmetic.ONE : Arithmetic.ZERO;
        }
        return new Dual(value, slopes, false);
    }

    /** The sum of both. */
    public Dual add(Dual other) {
        return new Dual(
                Arithmetic.add(value, other.value),
                combined(Arithmetic.ONE, other, Arithmetic.ONE),
                isBent || other.isBent);
    }

    /** The sum with a value that depends on no state. */
    public Dual add(NDArray other) {
        return add(of(other));
    }

    /** The sum with a number. */
    public Dual add(double other) {
        return add(of(other));
    }

    /** This minus the other. */
    public Dual sub(Dual other) {
        return new Dual(
                Arithmetic.subtract(value, other.value), combined(Arithmetic.ONE, other, -1.0), isBent || other.isBent);
    }

    /** This minus a value that depends on no state. */
    public Dual sub(NDArray other) {
        return sub(of(other));
    }

    /** This minus a number. */
    public Dual sub(double other) {
        return add(-other);
    }

    /** The product of both. */
    public Dual mul(Dual other) {
        return new Dual(
                Arithmetic.multiply(value, other.value),
                combined(other.value, other, value),
                isBent || other.isBent || (isSloped() && other.isSloped()));
    }

    /** The product with a value that depends on no state. */
    public Dual mul(NDArray other) {
        return mul(of(other));
    }

    /** The product with a number. */
    public Dual mul(double other) {
        return mul(of(other));
    }

    /** This over the other. */
    public Dual div(Dual other) {
        if (!other.isSloped()) {
            return new Dual(Arithmetic.divide(value, other.value), divided(slopes, other.value), isBent);
        }
        Object quotient = Arithmetic.divide(value, other.value);
        Object[] numerators = combined(Arithmetic.ONE, other, Arithmetic.negate(quotient));
        return new Dual(quotient, divided(numerators, other.value), true);
    }

    /** This over a value that depends on no state. */
    public Dual div(NDArray other) {
        return div(of(other));
    }

    /** This over a number. */
    public Dual div(double other) {
        return div(of(other));
    }

    /** The negative. */
    public Dual neg() {
        return new Dual(Arithmetic.negate(value), combined(-1.0, this, Arithmetic.ZERO), isBent);
    }

    /** The square. */
    public Dual square() {
        return mul(this);
    }

    /** The power with a constant exponent. */
    public Dual pow(double exponent) {
        Object power = Arithmetic.apply(value, x -> Math.pow(x, exponent), x -> x.pow(exponent));
        Object lower = Arithmetic.apply(value, x -> Math.pow(x, exponent - 1), x -> x.pow(exponent - 1));
        return function(power, Arithmetic.multiply(exponent, lower));
    }

    /** The power with an exponent that depends on no state, of a positive value. */
    public Dual pow(NDArray exponent) {
        return log().mul(exponent).exp();
    }

    /** The exponential, see {@link Rates#exp}. */
    public Dual exp() {
        Object power = Arithmetic.apply(value, Math::exp, Rates::exp);
        return function(power, power);
    }

    /** The natural logarithm. */
    public Dual log() {
        return function(Arithmetic.apply(value, Math::log, NDArray::log), Arithmetic.divide(Arithmetic.ONE, value));
    }

    /** The value; a number or an array. */
    Object value() {
        return value;
    }

    /** The derivative by a state. */
    Object slope(int index) {
        return isSloped() ? slopes[index] : Arithmetic.ZERO;
    }

    /** Tells whether a derivative depends on a state, so that the value is not linear in the states. */
    boolean isBent() {
        return isBent;
    }

    private boolean isSloped() {
        return slopes.length > 0;
    }

    private Dual function(Object result, Object derivative) {
        if (!isSloped()) {
            return new Dual(result, NONE, false);
        }
        return new Dual(result, combined(derivative, this, Arithmetic.ZERO), true);
    }

    /** The derivatives of {@code weight this + otherWeight other} with the weights held. */
    private Object[] combined(Object weight, Dual other, Object otherWeight) {
        if (!isSloped() && !other.isSloped()) {
            return NONE;
        }
        Object[] sums = new Object[Math.max(slopes.length, other.slopes.length)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arithmetic.add(
                    Arithmetic.multiply(weight, slope(i)), Arithmetic.multiply(otherWeight, other.slope(i)));
        }
        return sums;
    }

    private static Object[] divided(Object[] numerators, Object denominator) {
        Object[] quotients = new Object[numerators.length];
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = Arithmetic.divide(numerators[i], denominator);
        }
        return quotients;
    }

    @Override
    public String toString() {
        return "Dual[" + (value instanceof NDArray array ? array.getShape() : value) + "]";
    }
}
