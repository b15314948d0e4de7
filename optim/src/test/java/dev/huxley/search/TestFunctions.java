package dev.huxley.search;

import java.util.function.ToDoubleFunction;

/** Functions to be minimized, in the unit cube. */
final class TestFunctions {
    private TestFunctions() {}

    static Evaluator scores(ToDoubleFunction<double[]> function) {
        return points -> {
            Evaluation[] results = new Evaluation[points.length];
            for (int k = 0; k < points.length; k++) {
                results[k] = Evaluation.of(function.applyAsDouble(points[k]));
            }
            return results;
        };
    }

    /** Sum of squares of the residuals. */
    static Evaluator residuals(java.util.function.UnaryOperator<double[]> function) {
        return points -> {
            Evaluation[] results = new Evaluation[points.length];
            for (int k = 0; k < points.length; k++) {
                double[] residuals = function.apply(points[k]);
                double score = 0;
                for (double z : residuals) {
                    double size = Math.abs(z);
                    score += size <= 10 ? z * z : 20 * size - 100;
                }
                results[k] = new Evaluation(score / residuals.length, residuals);
            }
            return results;
        };
    }

    /** Smallest, 0, at {@code at} in each coordinate. */
    static double sphere(double[] x, double at) {
        double sum = 0;
        for (double each : x) {
            sum += (each - at) * (each - at);
        }
        return sum;
    }

    /** Rosenbrock's valley over [-2, 2], smallest, 0, at 0.75. */
    static double rosenbrock(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double a = 4 * x[i] - 2;
            double b = 4 * x[i + 1] - 2;
            sum += 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a);
        }
        return sum;
    }

    /** An ellipsoid with axes from 1 to 1000 in random directions around 0.4. */
    static ToDoubleFunction<double[]> ellipsoid(int n) {
        double[][] axes = rotation(n);
        return x -> ellipsoid(x, axes);
    }

    private static double ellipsoid(double[] x, double[][] axes) {
        int n = x.length;
        double sum = 0;
        for (int k = 0; k < n; k++) {
            double along = 0;
            for (int i = 0; i < n; i++) {
                along += axes[k][i] * (x[i] - 0.4);
            }
            sum += Math.pow(1e6, k / (n - 1.0)) * along * along;
        }
        return sum;
    }

    /** Rastrigin's function over [-5, 5], smallest, 0, at 0.6; one of many minima in each direction. */
    static double rastrigin(double[] x) {
        double sum = 0;
        for (double each : x) {
            double y = 10 * (each - 0.6);
            sum += y * y - 10 * Math.cos(2 * Math.PI * y) + 10;
        }
        return sum;
    }

    static double[][] rotation(int n) {
        CounterRandom random = new CounterRandom(7, 0, n);
        double[][] symmetric = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                symmetric[i][j] = random.normal();
            }
        }
        return SymmetricEigen.of(symmetric).vectors();
    }

    static SearchSpace space(int n) {
        SearchSpace.Axis[] axes = new SearchSpace.Axis[n];
        for (int i = 0; i < n; i++) {
            axes[i] = SearchSpace.linear("x" + i, 0, 1);
        }
        return SearchSpace.of(axes);
    }
}
