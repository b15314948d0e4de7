package dev.huxley.inspect;

import dev.huxley.engine.llvm.ir.PreciseMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** A number to 50 digits with its first two derivatives by one variable, for judging double arithmetic by. */
record Jet(BigDecimal value, BigDecimal first, BigDecimal second) {
    private static final MathContext DIGITS = new MathContext(50);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** The variable itself. */
    static Jet variable(double value) {
        return new Jet(new BigDecimal(value), BigDecimal.ONE, BigDecimal.ZERO);
    }

    /** A decimal as it is written, not its nearest double. */
    static Jet of(double decimal) {
        return new Jet(BigDecimal.valueOf(decimal), BigDecimal.ZERO, BigDecimal.ZERO);
    }

    BigDecimal derivative(int order) {
        return order == 0 ? value : order == 1 ? first : second;
    }

    Jet plus(Jet other) {
        return new Jet(
                value.add(other.value, DIGITS), first.add(other.first, DIGITS), second.add(other.second, DIGITS));
    }

    Jet plus(double decimal) {
        return plus(of(decimal));
    }

    Jet minus(Jet other) {
        return plus(other.times(-1));
    }

    Jet times(Jet other) {
        BigDecimal cross = first.multiply(other.first, DIGITS).multiply(TWO, DIGITS);
        return new Jet(
                value.multiply(other.value, DIGITS),
                first.multiply(other.value, DIGITS).add(value.multiply(other.first, DIGITS), DIGITS),
                second.multiply(other.value, DIGITS)
                        .add(value.multiply(other.second, DIGITS), DIGITS)
                        .add(cross, DIGITS));
    }

    Jet times(double decimal) {
        return times(of(decimal));
    }

    Jet over(Jet other) {
        return times(other.inverse());
    }

    Jet over(double decimal) {
        return over(of(decimal));
    }

    Jet inverse() {
        BigDecimal one = BigDecimal.ONE.divide(value, DIGITS);
        BigDecimal square = one.multiply(one, DIGITS);
        return composed(one, square.negate(), square.multiply(one, DIGITS).multiply(TWO, DIGITS));
    }

    Jet exp() {
        BigDecimal e = PreciseMath.exp(value);
        return composed(e, e, e);
    }

    Jet tanh() {
        Jet power = times(2).exp();
        return power.plus(-1).over(power.plus(1));
    }

    Jet pow(int exponent) {
        Jet power = exponent == 0 ? of(1) : this;
        for (int i = 1; i < exponent; i++) {
            power = power.times(this);
        }
        return power;
    }

    private Jet composed(BigDecimal f, BigDecimal slope, BigDecimal curvature) {
        return new Jet(
                f,
                slope.multiply(first, DIGITS),
                curvature.multiply(first.multiply(first, DIGITS), DIGITS).add(slope.multiply(second, DIGITS), DIGITS));
    }
}
