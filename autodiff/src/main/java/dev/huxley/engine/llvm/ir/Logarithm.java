package dev.huxley.engine.llvm.ir;

/**
 * Writes natural logarithms: {@code x = 2^k m} with m in [sqrt(1/2), sqrt(2)), and a series in
 * {@code s = (m - 1) / (m + 1)}.
 */
final class Logarithm {
    /**
     * Coefficients of s^2, s^4, ... of log(1 + f) / s - 2: the polynomial of fdlibm's e_log.c (Sun Microsystems 1993).
     */
    private static final double[] SERIES = {
        6.666666666666735130e-01,
        3.999999999940941908e-01,
        2.857142874366239149e-01,
        2.222219843214978396e-01,
        1.818357216161805012e-01,
        1.531383769920937332e-01,
        1.479819860511658591e-01
    };

    /**
     * {@code (artanh(s) / s - 1 - z / 3) / z^2} with z = s^2: interpolated at Chebyshev's nodes; z^2 times its error is
     * below 2^-70.
     */
    private static final double[] PRECISE_SERIES = {
        0.2,
        0.14285714285714685,
        0.11111111110826383,
        0.09090909168049924,
        0.0769229744350359,
        0.0666740439940617,
        0.05853063232281699,
        0.058621635304233734
    };

    /** 1/3 as the sum of two floats. */
    private static final DoubleDouble.Constant THIRD = new DoubleDouble.Constant(1.0 / 3, 0x1.5555555555555p-56);

    private Logarithm() {}

    /** @param fraction {@code m - 1} */
    private record Split(String k, String fraction) {}

    /** {@code log(x)} for all x. */
    static String of(Arithmetic v, String x) {
        boolean wide = v.isDouble();
        Split split = split(v, x);
        String f = split.fraction;
        String s = v.divide(f, v.add(f, v.constant(2)));
        String z = v.multiply(s, s);
        String rest = v.multiply(z, Polynomial.evenAndOdd(v, SERIES, z, v.multiply(z, z)));
        String halfSquare = v.multiply(v.constant(0.5), v.multiply(f, f));
        // log(1 + f) = f - (f^2/2 - s (f^2/2 + rest)), with k ln 2 added in the order with the least rounding error.
        String correction = v.multiply(s, v.add(halfSquare, rest));
        String low = v.multiply(split.k, v.constant(wide ? Exponential.LN2_LOW : Exponential.LN2_LOW_FLOAT));
        String high = v.multiply(split.k, v.constant(wide ? Exponential.LN2_HIGH : Exponential.LN2_HIGH_FLOAT));
        String small = v.subtract(v.subtract(halfSquare, v.add(correction, low)), f);
        return withSpecials(v, x, v.subtract(high, small));
    }

    /**
     * {@code log(x)} in float64 with some 12 more bits than a float has; for 0, infinity and NaN only the first counts.
     */
    static DoubleDouble precise(Arithmetic v, String x) {
        Split split = split(v, x);
        String f = split.fraction;
        // s = f / (2 + f), from one division and the remainder that it leaves.
        DoubleDouble sum = DoubleDouble.fastSum(v, v.constant(2), f);
        String inverse = v.divide(v.constant(1), sum.high());
        String s = v.multiply(f, inverse);
        DoubleDouble back = DoubleDouble.product(v, s, sum.high());
        String remainder = v.subtract(v.subtract(f, back.high()), back.low());
        String sLow = v.multiply(v.subtract(remainder, v.multiply(s, sum.low())), inverse);

        DoubleDouble square = DoubleDouble.product(v, s, s);
        String twice = v.add(s, s);
        DoubleDouble z = new DoubleDouble(square.high(), v.add(square.low(), v.multiply(twice, sLow)));
        // artanh(s) = s (1 + z / 3 + z^2 Q(z))
        String zSquare = v.multiply(z.high(), z.high());
        String q = v.multiply(zSquare, Polynomial.evenAndOdd(v, PRECISE_SERIES, z.high(), zSquare));
        DoubleDouble third = z.times(v, THIRD);
        DoubleDouble series = DoubleDouble.fastSum(v, third.high(), q).plusLow(v, third.low());
        DoubleDouble whole =
                DoubleDouble.fastSum(v, v.constant(1), series.high()).plusLow(v, series.low());
        DoubleDouble first = DoubleDouble.product(v, twice, whole.high());
        String low =
                v.add(first.low(), v.add(v.multiply(twice, whole.low()), v.multiply(v.add(sLow, sLow), whole.high())));

        String kLow = v.multiply(split.k, v.constant(Exponential.LN2_LOW));
        String kHigh = v.multiply(split.k, v.constant(Exponential.LN2_HIGH));
        DoubleDouble result = DoubleDouble.fastSum(v, kHigh, first.high()).plusLow(v, v.add(low, kLow));
        return new DoubleDouble(withSpecials(v, x, result.high()), result.low());
    }

    private static Split split(Arithmetic v, String x) {
        boolean wide = v.isDouble();
        int mantissa = wide ? 52 : 23;
        double smallest = wide ? Double.MIN_NORMAL : Float.MIN_NORMAL;
        int lift = wide ? 54 : 25;

        String isSmall = v.compare("olt", x, v.constant(smallest));
        String normal = v.multiply(x, v.select(isSmall, v.constant(Math.pow(2, lift)), v.constant(1)));
        String bits = v.bits(normal);
        // Adding 1 - sqrt(1/2) to the mantissa carries into the exponent above sqrt(2) only.
        long root = wide ? Double.doubleToRawLongBits(Math.sqrt(0.5)) : Float.floatToRawIntBits((float) Math.sqrt(0.5));
        String offset = v.integers("sub", bits, v.integer(root));
        String exponent = v.integers("ashr", offset, v.integer(mantissa));
        String reduced = v.floats(v.integers("sub", bits, v.integers("shl", exponent, v.integer(mantissa))));
        // A small whole number becomes a float by adding it to the bits of a large one.
        double large = 1.5 * Math.pow(2, mantissa);
        long largeBits = wide ? Double.doubleToRawLongBits(large) : Float.floatToRawIntBits((float) large);
        String bias = v.selectIntegers(isSmall, v.integer(largeBits - lift), v.integer(largeBits));
        String k = v.subtract(v.floats(v.integers("add", exponent, bias)), v.constant(large));
        return new Split(k, v.subtract(reduced, v.constant(1)));
    }

    private static String withSpecials(Arithmetic v, String x, String result) {
        String zero = v.constant(0);
        String some = v.select(v.compare("oeq", x, zero), v.constant(Double.NEGATIVE_INFINITY), result);
        some = v.select(v.compare("olt", x, zero), v.constant(Double.NaN), some);
        String infinite = v.compare("ueq", x, v.constant(Double.POSITIVE_INFINITY));
        return v.select(infinite, x, some);
    }
}
