package dev.huxley.engine.llvm;

/**
 * Mathematical functions on vectors, written in LLVM IR: exp, log and tanh within 1 to 2 units in the last place of the
 * true value over the whole domain, NaN, infinities and subnormal numbers included. Each is a function of the module per
 * vector width, made when it is first called.
 *
 * <p>exp: {@code x = k ln 2 + r} with an integer k found by adding and subtracting 1.5 * 2^52 (2^23 for float32), a
 * minimax polynomial for {@code e^r}, and k added to the exponent. ln 2 is split in two so that the first product is
 * exact with and without fused multiply-add (Cody and Waite 1980).
 * log: {@code x = 2^k (1 + f)} with 1 + f in [sqrt(1/2), sqrt(2)] and the polynomial in f / (2 + f) of fdlibm's e_log.c
 * (Sun Microsystems 1993).
 * tanh: the rational function of Cephes' tanh.c below 0.625 (Moshier 1989), else {@code 1 - 2 / (e^2x + 1)}.
 */
final class VectorMath {
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    /** Few enough bits that multiples up to 2^8 are exact in float32. */
    private static final double LN2_HIGH_FLOAT = 0.693359375;

    private static final double LN2_LOW_FLOAT = -2.12194440e-4;

    /** e^r for |r| <= ln 2 / 2: coefficients of r^2 and up; those of 1 and r are 1. */
    private static final double[] EXP = {
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

    private static final double[] EXP_FLOAT = {
        0.49999993447796487, 0.16666520631709497, 0.041668388045313996, 0.00836871687972814, 0.0013814598646664034
    };

    /** Coefficients of s^2, s^4, ... of log(1 + f) / s - 2 with s = f / (2 + f). */
    private static final double[] LOG = {
        6.666666666666735130e-01,
        3.999999999940941908e-01,
        2.857142874366239149e-01,
        2.222219843214978396e-01,
        1.818357216161805012e-01,
        1.531383769920937332e-01,
        1.479819860511658591e-01
    };

    private static final double[] TANH_NUMERATOR = {
        -1.61468768441708447952E3, -9.92877231001918586564E1, -9.64399179425052238628E-1
    };
    private static final double[] TANH_DENOMINATOR = {
        4.84406305325125486048E3, 2.23548839060100448583E3, 1.12811678491632931402E2, 1
    };

    private VectorMath() {}

    static String exp(Arithmetic vector, String x) {
        return call(vector, "exp", x);
    }

    static String log(Arithmetic vector, String x) {
        return call(vector, "log", x);
    }

    static String tanh(Arithmetic vector, String x) {
        return call(vector, "tanh", x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static String sigmoid(Arithmetic vector, String x) {
        String one = vector.constant(1);
        return vector.divide(one, vector.add(one, exp(vector, vector.negate(x))));
    }

    private static String call(Arithmetic vector, String name, String x) {
        String full = "huxley." + name + "." + vector.suffix();
        IrModule module = vector.function().module();
        module.inlined(vector.type(), full, vector.type() + " %a", body -> {
            Arithmetic own = body.arithmetic(vector.width()).exact();
            String result =
                    switch (name) {
                        case "exp" -> expBody(own, "%a");
                        case "log" -> logBody(own, "%a");
                        default -> tanhBody(own, "%a");
                    };
            body.line("ret " + own.type() + " " + result);
        });
        return vector.callFunction(full, x);
    }

    private static String expBody(Arithmetic v, String x) {
        boolean wide = v.isDouble();
        // Above `high` the result overflows, below `low` it is 0, below `normal` it is near the subnormal numbers.
        double high = wide ? 709.782712893384 : 88.72283172607422;
        double low = wide ? -746 : -104;
        double normal = wide ? -700 : -80;
        int mantissa = wide ? 52 : 23;
        double shift = 1.5 * Math.pow(2, mantissa);
        int lift = 64;

        // Of NaN and the limit, this order of arguments keeps NaN.
        String tooLow = v.compare("ogt", v.constant(low), x);
        String bounded = v.select(tooLow, v.constant(low), x);
        String shifted = v.multiplyAdd(bounded, v.constant(1 / Math.log(2)), v.constant(shift));
        String k = v.subtract(shifted, v.constant(shift));
        String r = v.multiplyAdd(k, v.constant(-(wide ? LN2_HIGH : LN2_HIGH_FLOAT)), bounded);
        r = v.multiplyAdd(k, v.constant(-(wide ? LN2_LOW : LN2_LOW_FLOAT)), r);
        String square = v.multiply(r, r);
        String tail = estrin(v, wide ? EXP : EXP_FLOAT, r);
        String power = v.add(v.multiplyAdd(tail, square, r), v.constant(1));

        String exponent = v.integers("shl", v.bits(shifted), v.integer(mantissa));
        String isLow = v.compare("olt", bounded, v.constant(normal));
        String lifted =
                v.integers("add", exponent, v.selectIntegers(isLow, v.integer((long) lift << mantissa), v.integer(0)));
        String scaled = v.floats(v.integers("add", v.bits(power), lifted));
        String result = v.multiply(scaled, v.select(isLow, v.constant(Math.pow(2, -lift)), v.constant(1)));
        // Too large or NaN: infinity or that NaN.
        String special = v.compare("ugt", x, v.constant(high));
        return v.select(special, v.multiply(x, v.constant(Double.POSITIVE_INFINITY)), result);
    }

    private static String logBody(Arithmetic v, String x) {
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
        String unlifted = v.integers("sub", exponent, v.selectIntegers(isSmall, v.integer(lift), v.integer(0)));
        String k = v.function().value("sitofp " + v.integerType() + " " + unlifted + " to " + v.type());

        String f = v.subtract(reduced, v.constant(1));
        String s = v.divide(f, v.add(f, v.constant(2)));
        String z = v.multiply(s, s);
        String rest = v.multiply(z, horner(v, LOG, z));
        String halfSquare = v.multiply(v.constant(0.5), v.multiply(f, f));
        // log(1 + f) = f - (f^2/2 - s (f^2/2 + rest)), with k ln 2 added in the order that loses least.
        String correction = v.multiply(s, v.add(halfSquare, rest));
        String low = v.multiply(k, v.constant(wide ? LN2_LOW : LN2_LOW_FLOAT));
        String high = v.multiply(k, v.constant(wide ? LN2_HIGH : LN2_HIGH_FLOAT));
        String small = v.subtract(v.subtract(halfSquare, v.add(correction, low)), f);
        String result = v.subtract(high, small);

        String zero = v.constant(0);
        result = v.select(v.compare("oeq", x, zero), v.constant(Double.NEGATIVE_INFINITY), result);
        result = v.select(v.compare("olt", x, zero), v.constant(Double.NaN), result);
        String infinite = v.compare("ueq", x, v.constant(Double.POSITIVE_INFINITY));
        return v.select(infinite, x, result);
    }

    private static String tanhBody(Arithmetic v, String x) {
        String size = v.call("fabs", x);
        String z = v.multiply(x, x);
        String ratio = v.divide(horner(v, TANH_NUMERATOR, z), horner(v, TANH_DENOMINATOR, z));
        String inner = v.multiplyAdd(v.multiply(x, z), ratio, x);
        String power = exp(v, v.add(size, size));
        String one = v.constant(1);
        String outer = v.subtract(one, v.divide(v.constant(2), v.add(power, one)));
        String isInner = v.compare("olt", size, v.constant(0.625));
        return v.call("copysign", v.select(isInner, inner, outer), x);
    }

    private static String horner(Arithmetic v, double[] coefficients, String x) {
        String sum = v.constant(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = v.multiplyAdd(sum, x, v.constant(coefficients[i]));
        }
        return sum;
    }

    /** The polynomial with these coefficients, lowest first, in few dependent steps (Estrin 1960). */
    private static String estrin(Arithmetic v, double[] coefficients, String x) {
        int count = coefficients.length;
        String[] terms = new String[count];
        for (int i = 0; i < count; i++) {
            terms[i] = v.constant(coefficients[i]);
        }
        String power = x;
        while (count > 1) {
            int pairs = (count + 1) / 2;
            for (int i = 0; i < pairs; i++) {
                terms[i] = 2 * i + 1 < count ? v.multiplyAdd(terms[2 * i + 1], power, terms[2 * i]) : terms[2 * i];
            }
            count = pairs;
            if (count > 1) {
                power = v.multiply(power, power);
            }
        }
        return terms[0];
    }
}
