package dev.huxley.engine.llvm.ir;

/** Writes polynomials. Coefficients come lowest first. */
final class Polynomial {
    private Polynomial() {}

    /** By Horner's rule: fewest operations, each waiting for the one before. */
    static String horner(Arithmetic v, double[] coefficients, String x) {
        String sum = v.constant(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = v.multiplyAdd(sum, x, v.constant(coefficients[i]));
        }
        return sum;
    }

    /**
     * Even and odd powers apart, each by Horner's rule: with the square at hand no operation more, and half the time to
     * the result.
     *
     * @param square x squared
     */
    static String evenAndOdd(Arithmetic v, double[] coefficients, String x, String square) {
        int count = coefficients.length;
        double[] even = new double[(count + 1) / 2];
        double[] odd = new double[count / 2];
        for (int i = 0; i < count; i++) {
            (i % 2 == 0 ? even : odd)[i / 2] = coefficients[i];
        }
        return v.multiplyAdd(horner(v, odd, square), x, horner(v, even, square));
    }
}
