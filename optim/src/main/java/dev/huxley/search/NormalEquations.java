package dev.huxley.search;

/**
 * A linear model of least squares around a point of the unit cube, and its damped steps within the cube.
 *
 * <p>Residuals beyond {@link #LINEAR_FROM} count linearly in the score, so they get the weight LINEAR_FROM / |z|
 * (iteratively reweighted least squares, Holland and Welsch 1977). A step solves (A + lambda D) s = -g with A = J'WJ, g =
 * J'Wr and D the diagonal of A, kept above a share of its mean (Marquardt 1963). Coordinates at a bound whose step points
 * outwards are held there, and the others solved again; what then leaves the cube is cut. A solve costs n^3 / 6.
 */
final class NormalEquations {
    static final double LINEAR_FROM = 10;
    private static final double LEAST_DIAGONAL = 1e-3;

    private final double[][] matrix;
    private final double[] gradient;

    NormalEquations(double[][] matrix, double[] gradient) {
        this.matrix = matrix;
        this.gradient = gradient;
    }

    /**
     * The equations for residuals and their derivatives.
     *
     * @param columns one column of the Jacobian per coordinate, null for a coordinate that is not to move
     */
    static NormalEquations of(double[] residuals, double[][] columns) {
        int n = columns.length;
        double[] weights = weights(residuals);
        double[][] matrix = new double[n][n];
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            if (columns[i] == null) {
                continue;
            }
            double[] weighted = new double[residuals.length];
            for (int k = 0; k < weighted.length; k++) {
                weighted[k] = weights[k] * columns[i][k];
                gradient[i] += weighted[k] * residuals[k];
            }
            for (int j = 0; j <= i; j++) {
                if (columns[j] == null) {
                    continue;
                }
                double sum = 0;
                for (int k = 0; k < weighted.length; k++) {
                    sum += weighted[k] * columns[j][k];
                }
                matrix[i][j] = sum;
                matrix[j][i] = sum;
            }
        }
        return new NormalEquations(matrix, gradient);
    }

    static double[] weights(double[] residuals) {
        double[] weights = new double[residuals.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.min(1, LINEAR_FROM / Math.abs(residuals[k]));
        }
        return weights;
    }

    double[][] matrix() {
        return matrix;
    }

    double[] gradient() {
        return gradient;
    }

    /** The point that a step with this damping reaches from a point of the cube. */
    double[] reached(double[] from, double lambda) {
        int n = from.length;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += matrix[i][i] / n;
        }
        boolean[] held = new boolean[n];
        for (int i = 0; i < n; i++) {
            held[i] = matrix[i][i] == 0 || from[i] <= 0 && gradient[i] > 0 || from[i] >= 1 && gradient[i] < 0;
        }
        double[] step = new double[n];
        for (boolean again = true; again; ) {
            step = solve(held, lambda, LEAST_DIAGONAL * mean);
            again = false;
            for (int i = 0; i < n; i++) {
                if (!held[i] && (from[i] <= 0 && step[i] < 0 || from[i] >= 1 && step[i] > 0)) {
                    held[i] = true;
                    again = true;
                }
            }
        }
        double[] reached = new double[n];
        for (int i = 0; i < n; i++) {
            reached[i] = Math.min(1, Math.max(0, from[i] + step[i]));
        }
        return reached;
    }

    /** The step with this damping, the same in all coordinates and relative to their mean, without bounds. */
    double[] step(double lambda) {
        double mean = 0;
        for (int i = 0; i < gradient.length; i++) {
            mean += matrix[i][i] / gradient.length;
        }
        double[][] damped = new double[gradient.length][];
        for (int i = 0; i < gradient.length; i++) {
            damped[i] = matrix[i].clone();
            damped[i][i] += lambda * mean;
        }
        return new NormalEquations(damped, gradient).solve(new boolean[gradient.length], 0, mean);
    }

    /** The step of the coordinates that are not held, by Cholesky's decomposition; 0 for the others. */
    private double[] solve(boolean[] held, double lambda, double floor) {
        int n = held.length;
        double[][] factor = new double[n][n];
        double[] step = new double[n];
        for (int i = 0; i < n; i++) {
            if (held[i]) {
                continue;
            }
            double right = -gradient[i];
            for (int j = 0; j <= i; j++) {
                if (held[j]) {
                    continue;
                }
                double sum = matrix[i][j] + (i == j ? lambda * Math.max(matrix[i][i], floor) : 0);
                double[] row = factor[i];
                double[] other = factor[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                if (i == j) {
                    row[i] = Math.sqrt(Math.max(sum, 1e-14 * Math.max(matrix[i][i], floor) + Double.MIN_NORMAL));
                    right /= row[i];
                } else {
                    row[j] = sum / other[j];
                    right -= row[j] * step[j];
                }
            }
            step[i] = right;
        }
        for (int i = n - 1; i >= 0; i--) {
            if (held[i]) {
                continue;
            }
            double sum = step[i];
            for (int k = i + 1; k < n; k++) {
                sum -= factor[k][i] * step[k];
            }
            step[i] = sum / factor[i][i];
        }
        return step;
    }
}
