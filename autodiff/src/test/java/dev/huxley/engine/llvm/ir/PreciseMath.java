package dev.huxley.engine.llvm.ir;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Functions to 60 digits, to judge the last bit of others by. Finite arguments only. */
public final class PreciseMath {
    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LN2 =
            artanh(ONE.divide(BigDecimal.valueOf(3), DIGITS)).multiply(TWO);

    private PreciseMath() {}

    public static BigDecimal exp(BigDecimal x) {
        BigInteger k = x.divide(LN2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal r = x.subtract(LN2.multiply(new BigDecimal(k)), DIGITS);
        BigDecimal sum = ONE;
        BigDecimal term = ONE;
        for (int n = 1; term.signum() != 0 && term.precision() - term.scale() > -62; n++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum.multiply(powerOfTwo(k.intValueExact()), DIGITS);
    }

    /** For x above 0. */
    public static BigDecimal log(double x) {
        int k = Math.getExponent(x) < Double.MIN_EXPONENT ? Double.MIN_EXPONENT - 60 : Math.getExponent(x);
        BigDecimal m = new BigDecimal(x).divide(powerOfTwo(k), DIGITS);
        return LN2.multiply(BigDecimal.valueOf(k)).add(logOfModerate(m), DIGITS);
    }

    public static BigDecimal tanh(BigDecimal x) {
        // The series of e^2x - 1 would lose digits of small x to its leading 1.
        if (x.abs().compareTo(BigDecimal.valueOf(1e-20)) < 0) {
            return x;
        }
        BigDecimal power = exp(x.multiply(TWO));
        return power.subtract(ONE).divide(power.add(ONE), DIGITS);
    }

    static BigDecimal sigmoid(BigDecimal x) {
        BigDecimal power = exp(x.abs().negate());
        return (x.signum() < 0 ? power : ONE).divide(ONE.add(power), DIGITS);
    }

    /** For x above 0. */
    public static BigDecimal pow(double x, double y) {
        return exp(new BigDecimal(y).multiply(log(x), DIGITS));
    }

    /** The distance of a float64 from the exact value, in units in the last place of the value's nearest float64. */
    static double ulps(BigDecimal exact, double actual) {
        double nearest = exact.doubleValue();
        if (!Double.isFinite(actual) || !Double.isFinite(nearest)) {
            return nearest == actual ? 0 : Double.POSITIVE_INFINITY;
        }
        return exact.subtract(new BigDecimal(actual))
                .abs()
                .divide(new BigDecimal(Math.ulp(nearest)), DIGITS)
                .doubleValue();
    }

    private static BigDecimal logOfModerate(BigDecimal m) {
        // By Newton from the float's logarithm, until no digit changes.
        BigDecimal y = new BigDecimal(Math.log(m.doubleValue()));
        for (int i = 0; i < 3; i++) {
            BigDecimal ratio = m.divide(exp(y), DIGITS);
            y = y.add(ratio.subtract(ONE).multiply(TWO).divide(ratio.add(ONE), DIGITS), DIGITS);
        }
        return y;
    }

    private static BigDecimal artanh(BigDecimal s) {
        BigDecimal square = s.multiply(s, DIGITS);
        BigDecimal power = s;
        BigDecimal sum = s;
        for (int n = 3; n < 140; n += 2) {
            power = power.multiply(square, DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
        }
        return sum;
    }

    private static BigDecimal powerOfTwo(int k) {
        return k >= 0 ? TWO.pow(k, DIGITS) : ONE.divide(TWO.pow(-k, DIGITS), DIGITS);
    }
}
