package dev.huxley.engine.llvm.ir;

/**
 * Writes {@code x^y = e^(y log |x|)} with the special values of C99's {@code pow}. In float64 the logarithm and its
 * product with y carry some 12 bits more than a float, since their error is multiplied by up to 745; in float32 all of
 * it is computed in float64.
 */
final class PowerFunction {
    /** An exponent so large that every power of a number but 1 overflows or vanishes. */
    private static final double LARGEST_EXPONENT = 0x1p65;

    private PowerFunction() {}

    /** {@code x^y} for all x and y. */
    static String of(Arithmetic v, String x, String y) {
        if (v.isDouble()) {
            return withSpecials(v, x, y, precise(v, size(v, x), bounded(v, y)));
        }
        Arithmetic wide = v.widened();
        String wideX = v.widen(x);
        String wideY = v.widen(y);
        String logarithm = VectorMath.log(wide, size(wide, wideX));
        String power = VectorMath.exp(wide, wide.multiply(bounded(wide, wideY), logarithm));
        return v.narrow(withSpecials(wide, wideX, wideY, power));
    }

    private static String precise(Arithmetic v, String x, String y) {
        DoubleDouble logarithm = Logarithm.precise(v, x);
        DoubleDouble product = DoubleDouble.product(v, y, logarithm.high());
        String rest = v.add(product.low(), v.multiply(y, logarithm.low()));
        // Beyond, the rest may be NaN, from infinity minus infinity, and is ignored.
        String isModerate = v.compare("olt", size(v, product.high()), v.constant(800));
        return Exponential.of(v, product.high(), v.select(isModerate, rest, v.constant(0)));
    }

    private static String size(Arithmetic v, String x) {
        return v.call("fabs", x);
    }

    private static String bounded(Arithmetic v, String y) {
        return v.atMost(v.atLeast(y, -LARGEST_EXPONENT), LARGEST_EXPONENT);
    }

    private static String withSpecials(Arithmetic v, String x, String y, String power) {
        String half = v.multiply(y, v.constant(0.5));
        String isWhole = v.compare("oeq", v.call("floor", y), y);
        String isHalfFraction = v.compare("une", v.call("floor", half), half);
        String isOdd = v.logic("and", isWhole, isHalfFraction);
        String sign = v.integers("and", v.bits(x), v.integer(Long.MIN_VALUE));
        String kept = v.selectIntegers(isOdd, sign, v.integer(0));
        String result = v.floats(v.integers("or", v.bits(power), kept));

        String zero = v.constant(0);
        String isNegative =
                v.logic("and", v.compare("olt", x, zero), v.compare("ogt", x, v.constant(Double.NEGATIVE_INFINITY)));
        String isFraction = v.logic("xor", isWhole, v.mask(true));
        result = v.select(v.logic("and", isNegative, isFraction), v.constant(Double.NaN), result);
        String isOne = v.logic("or", v.compare("oeq", y, zero), v.compare("oeq", x, v.constant(1)));
        return v.select(isOne, v.constant(1), result);
    }
}
