package dev.huxley.cluster;

import dev.huxley.search.Evaluation;

/**
 * Candidates and their results as plain numbers, the form in which they travel: the count, then the coordinates of one
 * after the other; the count, then for each its score, the number of its residuals, and these.
 */
final class Candidates {
    private Candidates() {}

    /** Candidates from one to before another. */
    static double[] points(double[][] points, int from, int to) {
        int values = points[from].length;
        double[] numbers = new double[1 + (to - from) * values];
        numbers[0] = to - from;
        for (int i = from; i < to; i++) {
            if (points[i].length != values) {
                throw new IllegalArgumentException("candidate " + i + " has " + points[i].length
                        + " coordinates, candidate " + from + " has " + values);
            }
            System.arraycopy(points[i], 0, numbers, 1 + (i - from) * values, values);
        }
        return numbers;
    }

    /** The candidates of {@link #points(double[][], int, int)}. */
    static double[][] points(double[] numbers) {
        int count = (int) numbers[0];
        int values = (numbers.length - 1) / count;
        double[][] points = new double[count][values];
        for (int i = 0; i < count; i++) {
            System.arraycopy(numbers, 1 + i * values, points[i], 0, values);
        }
        return points;
    }

    /** Results of candidates. */
    static double[] results(Evaluation[] results) {
        int length = 1;
        for (Evaluation result : results) {
            length += 2 + result.residuals().length;
        }
        double[] numbers = new double[length];
        numbers[0] = results.length;
        int at = 1;
        for (Evaluation result : results) {
            double[] residuals = result.residuals();
            numbers[at++] = result.score();
            numbers[at++] = residuals.length;
            System.arraycopy(residuals, 0, numbers, at, residuals.length);
            at += residuals.length;
        }
        return numbers;
    }

    /** Reads the results of {@link #results(Evaluation[])} into their places, the first one into this. */
    static void results(double[] numbers, Evaluation[] into, int first) {
        int at = 1;
        for (int i = 0; i < (int) numbers[0]; i++) {
            double score = numbers[at++];
            double[] residuals = new double[(int) numbers[at++]];
            System.arraycopy(numbers, at, residuals, 0, residuals.length);
            at += residuals.length;
            into[first + i] = new Evaluation(score, residuals);
        }
    }
}
