package dev.huxley.engine.llvm.ir;

/**
 * A number as the unevaluated sum of two float64 vectors, the second small beside the first, written with operations
 * that are exact (Dekker 1971, Numer. Math. 18:224-242). Requires arithmetic that does not fuse operations by itself.
 */
record DoubleDouble(String high, String low) {
    /** The factor 2^27 + 1, a product with which splits a float64 into halves of 26 bits. */
    private static final double SPLITTER = 134217729;

    /** A constant of this kind. */
    record Constant(double high, double low) {}

    /** {@code a + b}, exactly, where a is 0 or not smaller in size than b. */
    static DoubleDouble fastSum(Arithmetic v, String a, String b) {
        String sum = v.add(a, b);
        return new DoubleDouble(sum, v.subtract(b, v.subtract(sum, a)));
    }

    /** {@code a b}, exactly, unless it overflows or becomes subnormal. */
    static DoubleDouble product(Arithmetic v, String a, String b) {
        String product = v.multiply(a, b);
        if (v.function().module().target().hasFusedMultiplyAdd()) {
            return new DoubleDouble(product, v.multiplyAdd(a, b, v.negate(product)));
        }
        DoubleDouble x = halves(v, a);
        DoubleDouble y = halves(v, b);
        String error = v.subtract(v.multiply(x.high, y.high), product);
        error = v.add(error, v.multiply(x.high, y.low));
        error = v.add(error, v.multiply(x.low, y.high));
        return new DoubleDouble(product, v.add(error, v.multiply(x.low, y.low)));
    }

    /** The product with a constant, to nearly twice the precision of a float. */
    DoubleDouble times(Arithmetic v, Constant constant) {
        String factor = v.constant(constant.high);
        DoubleDouble first = product(v, high, factor);
        String rest = v.add(v.multiply(high, v.constant(constant.low)), v.multiply(low, factor));
        return first.plusLow(v, rest);
    }

    /** The sum with something small. */
    DoubleDouble plusLow(Arithmetic v, String small) {
        return new DoubleDouble(high, v.add(low, small));
    }

    private static DoubleDouble halves(Arithmetic v, String a) {
        String scaled = v.multiply(a, v.constant(SPLITTER));
        String high = v.subtract(scaled, v.subtract(scaled, a));
        return new DoubleDouble(high, v.subtract(a, high));
    }
}
