package dev.huxley.search;

import java.util.Arrays;

/**
 * The normal distribution of CMA-ES and its update from a ranked generation: the method of Hansen, The CMA Evolution
 * Strategy: A Tutorial (2016, arXiv:1604.00772), with its active update (negative weights) and lazy decomposition.
 *
 * <p>The distribution is N(mean, step^2 C). A generation moves the mean to the weighted mean of its better half; a path of
 * such moves, measured in standard deviations, tells whether steps are too short (path long) or too long; C learns from
 * the path (rank one) and from all steps of the generation (rank mu; steps of the worse half are subtracted). C is
 * decomposed as V diag(scale^2) V' when it has changed enough to matter (every 1/(10 n (c1 + cmu)) generations), which
 * makes a generation cost O(population n^2) mostly, and O(n^3) at times.
 */
final class CmaDistribution {
    private final int n;
    private final CmaConstants constants;
    private final double expectedLength;
    private int generation;
    private int decomposed;
    private double step;
    private double[] mean;
    private double[] stepPath;
    private double[] shapePath;
    /** The lower triangle of C is used. */
    private double[][] covariance;

    private double[] scales;
    private double[][] vectors;

    CmaDistribution(double[] mean, double step, CmaConstants constants) {
        n = mean.length;
        this.constants = constants;
        expectedLength = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
        this.mean = mean.clone();
        this.step = step;
        stepPath = new double[n];
        shapePath = new double[n];
        covariance = identity(n);
        scales = new double[n];
        Arrays.fill(scales, 1);
        vectors = identity(n);
    }

    private static double[][] identity(int n) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    int generation() {
        return generation;
    }

    double step() {
        return step;
    }

    double[] mean() {
        return mean;
    }

    /** The largest standard deviation along an axis of the ellipsoid. */
    double width() {
        return step * Arrays.stream(scales).max().orElse(0);
    }

    /** The ratio of the longest to the shortest axis of the ellipsoid. */
    double elongation() {
        return Arrays.stream(scales).max().orElse(1)
                / Arrays.stream(scales).min().orElse(1);
    }

    double[][] covariance() {
        return covariance;
    }

    /** The point for normal numbers, one per axis of the ellipsoid. */
    double[] point(double[] normal) {
        double[] point = mean.clone();
        for (int k = 0; k < n; k++) {
            double length = step * scales[k] * normal[k];
            double[] axis = vectors[k];
            for (int i = 0; i < n; i++) {
                point[i] += length * axis[i];
            }
        }
        return point;
    }

    /** The coordinates of a point along the axes of the ellipsoid, in standard deviations. */
    double[] normal(double[] point) {
        double[] normal = new double[n];
        for (int k = 0; k < n; k++) {
            double sum = 0;
            double[] axis = vectors[k];
            for (int i = 0; i < n; i++) {
                sum += axis[i] * (point[i] - mean[i]);
            }
            normal[k] = sum / (step * scales[k]);
        }
        return normal;
    }

    /**
     * Takes over a generation.
     *
     * @param ranked the points that were tried, the best first, as many as there are weights
     */
    void update(double[][] ranked) {
        generation++;
        double[] weights = constants.weights();
        double[][] steps = new double[ranked.length][n];
        double[] move = new double[n];
        for (int k = 0; k < ranked.length; k++) {
            for (int i = 0; i < n; i++) {
                steps[k][i] = (ranked[k][i] - mean[i]) / step;
                if (weights[k] > 0) {
                    move[i] += weights[k] * steps[k][i];
                }
            }
        }
        double cs = constants.stepPath();
        double[] whitened = whitened(move);
        double length = 0;
        for (int i = 0; i < n; i++) {
            stepPath[i] = (1 - cs) * stepPath[i] + Math.sqrt(cs * (2 - cs) * constants.effective()) * whitened[i];
            length += stepPath[i] * stepPath[i];
        }
        length = Math.sqrt(length);
        boolean steady = length / Math.sqrt(1 - StrictMath.pow(1 - cs, 2.0 * generation))
                < (1.4 + 2.0 / (n + 1)) * expectedLength;
        double cc = constants.rankOnePath();
        for (int i = 0; i < n; i++) {
            shapePath[i] =
                    (1 - cc) * shapePath[i] + (steady ? Math.sqrt(cc * (2 - cc) * constants.effective()) * move[i] : 0);
        }
        learn(steps, steady ? 0 : cc * (2 - cc));
        for (int i = 0; i < n; i++) {
            mean[i] += step * move[i];
        }
        step *= StrictMath.exp(Math.min(1, cs / constants.damping() * (length / expectedLength - 1)));
        decomposeIfDue();
    }

    private void learn(double[][] steps, double lost) {
        double[] weights = constants.weights();
        double c1 = constants.rankOne();
        double cmu = constants.rankMany();
        double[] used = new double[steps.length];
        double sum = 0;
        for (int k = 0; k < used.length; k++) {
            used[k] = weights[k];
            if (weights[k] < 0) {
                // A long step must not make C lose more than it has.
                double squares = 0;
                for (double each : whitened(steps[k])) {
                    squares += each * each;
                }
                used[k] *= n / Math.max(squares, 1e-300);
            }
            sum += weights[k];
        }
        double keep = 1 + c1 * lost - c1 - cmu * sum;
        for (int i = 0; i < n; i++) {
            double[] row = covariance[i];
            for (int j = 0; j <= i; j++) {
                row[j] = keep * row[j] + c1 * shapePath[i] * shapePath[j];
            }
        }
        for (int k = 0; k < used.length; k++) {
            double[] y = steps[k];
            double weight = cmu * used[k];
            if (weight == 0) {
                continue;
            }
            for (int i = 0; i < n; i++) {
                double[] row = covariance[i];
                double factor = weight * y[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += factor * y[j];
                }
            }
        }
    }

    /** C^(-1/2) times a vector. */
    private double[] whitened(double[] vector) {
        double[] result = new double[n];
        for (int k = 0; k < n; k++) {
            double[] axis = vectors[k];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += axis[i] * vector[i];
            }
            sum /= scales[k];
            for (int i = 0; i < n; i++) {
                result[i] += sum * axis[i];
            }
        }
        return result;
    }

    /** Brings a mean beyond the fold of {@link SoftBounds} back; the whole distribution is reflected there. */
    void reflect() {
        for (int i = 0; i < n; i++) {
            double folded = SoftBounds.reflected(mean[i]);
            if (folded == mean[i]) {
                continue;
            }
            if (SoftBounds.isReversed(mean[i])) {
                stepPath[i] = -stepPath[i];
                shapePath[i] = -shapePath[i];
                for (int k = 0; k < n; k++) {
                    vectors[k][i] = -vectors[k][i];
                    if (k < i) {
                        covariance[i][k] = -covariance[i][k];
                    } else if (k > i) {
                        covariance[k][i] = -covariance[k][i];
                    }
                }
            }
            mean[i] = folded;
        }
    }

    private void decomposeIfDue() {
        double due = 1 / ((constants.rankOne() + constants.rankMany()) * n * 10);
        if (generation - decomposed < due) {
            return;
        }
        decomposed = generation;
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double largest = Arrays.stream(eigen.values()).max().orElse(1);
        double least = 1e-14 * largest;
        for (int k = 0; k < n; k++) {
            scales[k] = Math.sqrt(Math.max(eigen.values()[k], least));
        }
        vectors = eigen.vectors();
    }

    void save(StateWriter out) {
        out.put("counters", generation, decomposed);
        out.put("step", step);
        out.put("mean", mean);
        out.put("stepPath", stepPath);
        out.put("shapePath", shapePath);
        out.put("covariance", covariance);
        out.put("scales", scales);
        out.put("vectors", vectors);
    }

    void restore(StateReader in) {
        double[] counters = in.get("counters", 2);
        generation = (int) counters[0];
        decomposed = (int) counters[1];
        step = in.get("step", 1)[0];
        mean = in.get("mean", n);
        stepPath = in.get("stepPath", n);
        shapePath = in.get("shapePath", n);
        covariance = in.get("covariance", n, n);
        scales = in.get("scales", n);
        vectors = in.get("vectors", n, n);
    }
}
