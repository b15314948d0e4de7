package dev.huxley.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Least squares steps from a generation that CMA-ES has evaluated anyway: they cost nothing but their own evaluation.
 *
 * <p>A linear model of all residuals is fitted to the better part of the generation, along the axes of the new
 * distribution, in which its points are about one apart. So its slopes are those at the scale of the population, over which
 * jumps are averaged, instead of those of a small difference. Damped Gauss-Newton steps of the model, no longer than the
 * population is wide, are candidates of the next generation. For p points, n parameters and m residuals the cost is p n^2 + p
 * n m + m n^2.
 */
final class PopulationStep {
    private static final double[] DAMPINGS = {0.01, 0.1, 0.5, 2};
    private static final double PART = 0.6;
    private static final double RIDGE = 1e-2;
    private static final double LONGEST = 1.5;

    private PopulationStep() {}

    /**
     * The proposed points, free of bounds; none if the generation is too small for a model.
     *
     * @param next the distribution after the generation
     * @param free the points of the generation
     */
    static List<double[]> propose(CmaDistribution next, double[][] free, Evaluation[] evaluations) {
        int n = free[0].length;
        Integer[] order = new Integer[free.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, (a, b) -> Double.compare(evaluations[a].rank(), evaluations[b].rank()));
        int used = (int) (PART * free.length);
        while (used > 0 && !evaluations[order[used - 1]].isFinite()) {
            used--;
        }
        List<double[]> proposed = new ArrayList<>();
        if (used < n + 8 || evaluations[order[0]].residuals().length == 0) {
            return proposed;
        }
        double[][] at = new double[used][];
        double[][] residuals = new double[used][];
        for (int k = 0; k < used; k++) {
            at[k] = next.normal(free[order[k]]);
            residuals[k] = evaluations[order[k]].residuals();
        }
        double[][] model = linear(at, residuals);
        NormalEquations equations = NormalEquations.of(model[n], Arrays.copyOf(model, n));
        for (double damping : DAMPINGS) {
            double[] step = equations.step(damping);
            double length = 0;
            for (double each : step) {
                length += each * each;
            }
            double factor = Math.min(1, LONGEST * Math.sqrt(n / Math.max(length, 1e-300)));
            for (int i = 0; i < n; i++) {
                step[i] *= factor;
            }
            proposed.add(next.point(step));
        }
        return proposed;
    }

    /** The slopes of all residuals along each axis, and behind them their values at the mean. */
    private static double[][] linear(double[][] at, double[][] residuals) {
        int n = at[0].length;
        int m = residuals[0].length;
        double[] center = mean(at);
        double[] middle = mean(residuals);
        double[][] matrix = new double[n][n];
        double[][] right = new double[n][m];
        for (int k = 0; k < at.length; k++) {
            for (int i = 0; i < n; i++) {
                double a = at[k][i] - center[i];
                for (int j = 0; j <= i; j++) {
                    matrix[i][j] += a * (at[k][j] - center[j]);
                }
                for (int r = 0; r < m; r++) {
                    right[i][r] += a * (residuals[k][r] - middle[r]);
                }
            }
        }
        double ridge = 0;
        for (int i = 0; i < n; i++) {
            ridge += RIDGE * matrix[i][i] / n;
        }
        for (int i = 0; i < n; i++) {
            matrix[i][i] += ridge;
        }
        solve(matrix, right);
        double[][] model = Arrays.copyOf(right, n + 1);
        model[n] = middle;
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < m; r++) {
                model[n][r] -= center[i] * model[i][r];
            }
        }
        return model;
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    /** Solves a positive definite system for many right sides, in place, by Cholesky's decomposition. */
    private static void solve(double[][] matrix, double[][] right) {
        int n = matrix.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / matrix[j][j];
                if (j < i) {
                    subtract(right[i], right[j], matrix[i][j]);
                }
            }
            divide(right[i], matrix[i][i]);
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                subtract(right[i], right[k], matrix[k][i]);
            }
            divide(right[i], matrix[i][i]);
        }
    }

    private static void subtract(double[] from, double[] what, double factor) {
        for (int r = 0; r < from.length; r++) {
            from[r] -= factor * what[r];
        }
    }

    private static void divide(double[] what, double by) {
        for (int r = 0; r < what.length; r++) {
            what[r] /= by;
        }
    }
}
