package dev.huxley.feature;

/**
 * The cubic between the middle two of four equidistant values, whose slopes at these two are central differences. Its
 * position runs from 0 to 1.
 */
record Cubic(double constant, double linear, double square, double cube) {
    static Cubic through(double[] v) {
        double[] w = {
            v[1],
            (v[2] - v[0]) / 2,
            v[0] - 2.5 * v[1] + 2 * v[2] - 0.5 * v[3],
            -0.5 * v[0] + 1.5 * v[1] - 1.5 * v[2] + 0.5 * v[3]
        };
        return new Cubic(w[0], w[1], w[2], w[3]);
    }

    double value(double s) {
        return constant + s * (linear + s * (square + s * cube));
    }

    /** The derivatives of the value at a position by the four values. */
    static double[] weights(double s) {
        double s2 = s * s;
        double s3 = s2 * s;
        return new double[] {
            -0.5 * s + s2 - 0.5 * s3, 1 - 2.5 * s2 + 1.5 * s3, 0.5 * s + 2 * s2 - 1.5 * s3, -0.5 * s2 + 0.5 * s3
        };
    }

    /** The position of the maximum (sign 1) or the minimum (sign -1) between slopes of different signs. */
    double level(int sign) {
        double b = sign * square;
        double c = sign * linear;
        double root = Math.sqrt(Math.max(0, b * b - 3 * sign * cube * c));
        double divisor = root - b;
        return divisor > 0 ? Math.min(1, Math.max(0, c / divisor)) : 0;
    }

    /** The derivatives of the time (in units of dt) at which the slope is zero, by the four values. */
    double[] levelDerivatives(double s, double dt) {
        double curvature = 2 * square + 6 * cube * s;
        double[] slopes = {-0.5 + 2 * s - 1.5 * s * s, -5 * s + 4.5 * s * s, 0.5 + 4 * s - 4.5 * s * s, -s + 1.5 * s * s
        };
        for (int i = 0; i < 4; i++) {
            slopes[i] = curvature == 0 ? 0 : -slopes[i] / curvature * dt;
        }
        return slopes;
    }
}
