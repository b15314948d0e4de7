package dev.huxley.engine.llvm.ir;

/** Writes polynomials. Coefficients come lowest first. */
final class Polynomial {
    private Polynomial() {}

    /** The value by Horner's rule: the fewest operations, each waiting for the one before. */
    static String horner(Arithmetic v, double[] coefficients, String x) {
        String sum = v.constant(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = v.multiplyAdd(sum, x, v.constant(coefficients[i]));
        }
        return sum;
    }

    /**
     * The value from even and odd powers separately, each by Horner's rule: given the square no extra operation, and
     * half the latency.
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
