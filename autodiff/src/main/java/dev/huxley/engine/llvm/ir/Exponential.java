package dev.huxley.engine.llvm.ir;

/**
 * Writes exponential functions: {@code x = k ln 2 + r} with the whole number k nearest to {@code x / ln 2}, a minimax
 * polynomial for {@code e^r - 1} on {@code |r| <= ln 2 / 2}, and a multiplication by 2^k.
 *
 * <p>k is found by adding 1.5 * 2^52 (2^23 for float32), which leaves it in the lowest bits of the sum. ln 2 is split
 * in two so that its product with k is exact in the first part, with and without fused multiply-add (Cody and Waite
 * 1980, Software Manual for the Elementary Functions). With AVX-512 2^k is multiplied by {@link Scaling}. Otherwise the
 * added number includes the exponent's bias, so that a shift of the sum's bits makes the float 2^k; results near or
 * beyond the ends of the exponent's range use an exponent moved toward the middle, and a second multiplication.
 */
final class Exponential {
    /** ln 2 without its last 32 bits. */
    static final double LN2_HIGH = 6.93147180369123816490e-01;

    static final double LN2_LOW = 1.90821492927058770002e-10;
    /** The leading bits of ln 2, so few that multiples up to 2^8 are exact in float32. */
    static final double LN2_HIGH_FLOAT = 0.693359375;

    static final double LN2_LOW_FLOAT = -2.12194440e-4;

    /** The bounds beyond which results are 0 and infinite; at both, k is in the range of the code that follows. */
    private static final double LOWEST = -746;

    private static final double LOWEST_FLOAT = -104;
    private static final double HIGHEST = 709.79;
    private static final double HIGHEST_FLOAT = 88.73;

    /** {@code (e^r - 1 - r) / r^2}, lowest coefficient first. */
    private static final double[] TAIL = {
        0.5000000000000011,
        0.16666666666666413,
        0.041666666666530155,
        0.008333333333494461,
        0.0013888888943630134,
        0.00019841269506578723,
        2.480149309888739e-05,
        2.755758637378518e-06,
        2.763024838532302e-07,
        2.500006162553128e-08
    };

    private static final double[] TAIL_FLOAT = {
        0.49999993447796487, 0.16666520631709497, 0.041668388045313996, 0.00836871687972814, 0.0013814598646664034
    };

    /** The largest argument that {@link #below} takes, well short of overflow. */
    static final double SAFE = 600;

    static final double SAFE_FLOAT = 60;

    private final Arithmetic v;
    private final boolean isWide;
    private final int mantissa;

    private Exponential(Arithmetic v) {
        this.v = v;
        isWide = v.isDouble();
        mantissa = isWide ? 52 : 23;
    }

    /** {@code e^x} for all x. */
    static String of(Arithmetic v, String x) {
        return new Exponential(v).whole(x, null);
    }

    /** {@code e^(x + rest)} for all x, with a rest that is small beside 1. */
    static String of(Arithmetic v, String x, String rest) {
        return new Exponential(v).whole(x, rest);
    }

    /** {@code e^x} for x up to {@link #SAFE}. */
    static String below(Arithmetic v, String x) {
        return new Exponential(v).withoutOverflow(x);
    }

    /** {@code e^x - 1} for x from 0 to 44. */
    static String minusOne(Arithmetic v, String x) {
        Exponential e = new Exponential(v);
        Reduced reduced = e.reduce(x, null, 0);
        String power = e.power(reduced);
        return v.multiplyAdd(power, reduced.growth, v.subtract(power, v.constant(1)));
    }

    /**
     * @param shifted holds k and an exponent in its lowest bits
     * @param growth {@code e^r - 1}
     */
    private record Reduced(String shifted, String k, String growth) {}

    private String whole(String x, String rest) {
        String bounded = v.atMost(atLeastLowest(x), isWide ? HIGHEST : HIGHEST_FLOAT);
        if (Scaling.isAvailable(v.function().module().target())) {
            return scaled(reduce(bounded, rest, 0));
        }
        // One less than k, so that 2^1024 is never needed; 64 more where 2^k is too small for a normal number.
        Reduced reduced = reduce(bounded, rest, -1);
        String isLow = v.compare("olt", bounded, v.constant(isWide ? -SAFE : -SAFE_FLOAT));
        String lift = v.selectIntegers(isLow, v.integer(64L << mantissa), v.integer(0));
        String power = v.floats(v.integers("add", v.bits(power(reduced)), lift));
        String result = v.multiplyAdd(power, reduced.growth, power);
        return v.multiply(result, v.select(isLow, v.constant(0x1p-63), v.constant(2)));
    }

    private String withoutOverflow(String x) {
        String bounded = atLeastLowest(x);
        if (Scaling.isAvailable(v.function().module().target())) {
            return scaled(reduce(bounded, null, 0));
        }
        // Without very large results there is room for the small ones.
        int lift = isWide ? 64 : 25;
        Reduced reduced = reduce(bounded, null, lift);
        String power = power(reduced);
        return v.multiply(v.multiplyAdd(power, reduced.growth, power), v.constant(Math.pow(2, -lift)));
    }

    private String atLeastLowest(String x) {
        return v.atLeast(x, isWide ? LOWEST : LOWEST_FLOAT);
    }

    private String scaled(Reduced reduced) {
        return Scaling.scale(v, v.add(v.constant(1), reduced.growth), reduced.k);
    }

    private Reduced reduce(String x, String rest, int exponent) {
        double shift = 1.5 * Math.pow(2, mantissa) + (isWide ? Double.MAX_EXPONENT : Float.MAX_EXPONENT) + exponent;
        String shifted = v.multiplyAdd(x, v.constant(1 / Math.log(2)), v.constant(shift));
        String k = v.subtract(shifted, v.constant(shift));
        String r = v.multiplyAdd(k, v.constant(-(isWide ? LN2_HIGH : LN2_HIGH_FLOAT)), x);
        r = v.multiplyAdd(k, v.constant(-(isWide ? LN2_LOW : LN2_LOW_FLOAT)), r);
        if (rest != null) {
            r = v.add(r, rest);
        }
        String square = v.multiply(r, r);
        String tail = Polynomial.evenAndOdd(v, isWide ? TAIL : TAIL_FLOAT, r, square);
        return new Reduced(shifted, k, v.multiplyAdd(tail, square, r));
    }

    /** {@code 2^(k + exponent)}. */
    private String power(Reduced reduced) {
        return v.floats(v.integers("shl", v.bits(reduced.shifted), v.integer(mantissa)));
    }
}
