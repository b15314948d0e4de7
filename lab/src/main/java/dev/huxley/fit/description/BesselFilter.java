package dev.huxley.fit.description;

/**
 * The 4-pole low-pass Bessel filter of a patch-clamp amplifier (Thomson, Proceedings of the IEE 96, 1949), exact for a
 * signal that runs straight between its samples.
 *
 * <p>The transfer function is {@code 105 / (s^4 + 10 s^3 + 45 s^2 + 105 s + 105)}, with s scaled so that the amplitude at the
 * corner frequency is 1/sqrt(2). In partial fractions it is a sum of four modes {@code r / (s - p)} in two conjugate pairs.
 * Over a sample interval T, in which the signal runs from u0 to u1, a mode moves by
 *
 * <pre>
 * y1 = e y0 + (r/p) (a u0 + b u1),  z = p T,  e = exp(z),  b = (e - 1)/z - 1,  a = (e - 1) - b
 * </pre>
 *
 * which has no warped frequencies and holds for corner frequencies beyond the Nyquist frequency too, where the bilinear
 * transform fails. One step costs two complex multiplications per pair.
 */
final class BesselFilter {
    /** The roots of {@code s^4 + 10 s^3 + 45 s^2 + 105 s + 105} above the real axis: real and imaginary parts. */
    static final double[][] POLES = roots();

    /** The frequency (rad/s for a delay of 1 s) at which the amplitude is 1/sqrt(2). */
    static final double CORNER = corner();

    /** Residues of the transfer function at {@link #POLES}. */
    static final double[][] RESIDUES = residues();

    /** Per pair of poles: e, a and b of the recursion with r/p multiplied in, and the steady state's factor -r/p. */
    private final double[][] decay = new double[2][];

    private final double[][] first = new double[2][];
    private final double[][] second = new double[2][];
    private final double[][] steady = new double[2][];

    private BesselFilter(double cornerKhz, double dtMs) {
        double scale = 2 * Math.PI * cornerKhz * dtMs / CORNER;
        for (int m = 0; m < 2; m++) {
            double[] z = {POLES[m][0] * scale, POLES[m][1] * scale};
            double[] e = exponential(z);
            double[] less = {e[0] - 1, e[1]};
            double[] b = divided(less, z);
            b[0] -= 1;
            double[] a = {less[0] - b[0], less[1] - b[1]};
            double[] weight = divided(RESIDUES[m], POLES[m]);
            decay[m] = e;
            first[m] = multiplied(weight, a);
            second[m] = multiplied(weight, b);
            steady[m] = new double[] {-weight[0], -weight[1]};
        }
    }

    /**
     * @param cornerKhz the corner frequency, in kHz
     * @param dtMs the sample interval, in ms
     */
    static BesselFilter of(double cornerKhz, double dtMs) {
        if (!(cornerKhz > 0) || !(dtMs > 0) || Double.isInfinite(cornerKhz) || Double.isInfinite(dtMs)) {
            throw new IllegalArgumentException("a Bessel filter of " + cornerKhz + " kHz at a sample interval of "
                    + dtMs + " ms; both must be positive numbers");
        }
        return new BesselFilter(cornerKhz, dtMs);
    }

    /** Begins a run of a signal that had its first value for ever. */
    Run begin(double value) {
        return new Run(value);
    }

    /** The filter on the way along a signal. */
    final class Run {
        private double before;
        private double re0;
        private double im0;
        private double re1;
        private double im1;

        private Run(double value) {
            before = value;
            re0 = steady[0][0] * value;
            im0 = steady[0][1] * value;
            re1 = steady[1][0] * value;
            im1 = steady[1][1] * value;
        }

        /** The filtered value at the next sample; the first call gives that at the first sample. */
        double next(double value) {
            double re = decay[0][0] * re0 - decay[0][1] * im0 + first[0][0] * before + second[0][0] * value;
            im0 = decay[0][0] * im0 + decay[0][1] * re0 + first[0][1] * before + second[0][1] * value;
            re0 = re;
            re = decay[1][0] * re1 - decay[1][1] * im1 + first[1][0] * before + second[1][0] * value;
            im1 = decay[1][0] * im1 + decay[1][1] * re1 + first[1][1] * before + second[1][1] * value;
            re1 = re;
            before = value;
            return 2 * (re0 + re1);
        }
    }

    /** By Newton's method from near the roots; both pairs are far apart. */
    private static double[][] roots() {
        double[][] roots = {{-2.9, 0.87}, {-2.1, 2.66}};
        for (double[] root : roots) {
            for (int i = 0; i < 50; i++) {
                double[] step = divided(polynomial(root), slope(root));
                root[0] -= step[0];
                root[1] -= step[1];
            }
        }
        return roots;
    }

    private static double corner() {
        double low = 0;
        double high = 10;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            double[] at = polynomial(new double[] {0, middle});
            if (105 / Math.hypot(at[0], at[1]) > Math.sqrt(0.5)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[][] residues() {
        double[][] residues = new double[2][];
        for (int m = 0; m < 2; m++) {
            residues[m] = divided(new double[] {105, 0}, slope(POLES[m]));
        }
        return residues;
    }

    private static double[] polynomial(double[] s) {
        return horner(s, 1, 10, 45, 105, 105);
    }

    private static double[] slope(double[] s) {
        return horner(s, 4, 30, 90, 105);
    }

    private static double[] horner(double[] s, double... coefficients) {
        double[] value = {0, 0};
        for (double coefficient : coefficients) {
            value = multiplied(value, s);
            value[0] += coefficient;
        }
        return value;
    }

    // ---- complex numbers as pairs ----

    static double[] multiplied(double[] a, double[] b) {
        return new double[] {a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]};
    }

    static double[] divided(double[] a, double[] b) {
        double square = b[0] * b[0] + b[1] * b[1];
        return new double[] {(a[0] * b[0] + a[1] * b[1]) / square, (a[1] * b[0] - a[0] * b[1]) / square};
    }

    private static double[] exponential(double[] z) {
        double size = Math.exp(z[0]);
        return new double[] {size * Math.cos(z[1]), size * Math.sin(z[1])};
    }
}
