package dev.huxley.loss;

import java.util.Arrays;

/**
 * The recursions of soft-DTW for one pair of series (Cuturi and Blondel, ICML 2017). With {@code d_ij = (x_i - y_j)^2},
 *
 * <pre>
 * r_ij = d_ij + softmin(r_i-1,j-1, r_i-1,j, r_i,j-1),    softmin(a, ...) = -gamma ln(exp(-a / gamma) + ...)
 * </pre>
 *
 * and the gradient of the last r by every r goes back along the weights of the soft minima. These are computed from the
 * r that they compare, so they are right for the smallest gamma, too. Only cells with {@code |i - j| <= band} exist.
 */
final class Warping {
    /** From here on {@code exp(-x)} is nothing beside 1. */
    private static final double NEGLIGIBLE = 40;

    private final double gamma;
    private final int rows;
    private final int columns;
    private final int band;
    /** The cells of each row from the first column of the band on; two rows in turn unless all are kept. */
    private final double[][] cells;

    /**
     * @param band the largest {@code |i - j|}, at least the difference of the lengths
     * @param keepsCells whether there will be gradients
     */
    Warping(double gamma, int rows, int columns, int band, boolean keepsCells) {
        this.gamma = gamma;
        this.rows = rows;
        this.columns = columns;
        this.band = band;
        cells = new double[keepsCells ? rows : Math.min(rows, 2)][width(rows, columns, band)];
    }

    /** The largest number of cells of a row. */
    static int width(int rows, int columns, int band) {
        return (int) Math.min(columns, 2L * band + 1);
    }

    private int from(int i) {
        return Math.max(0, Math.min(i - band, columns - cells[0].length));
    }

    private boolean isIn(int i, int j) {
        return i >= 0 && j >= 0 && j < columns && Math.abs(i - j) <= band;
    }

    private double cell(int i, int j) {
        return isIn(i, j) ? cells[i % cells.length][j - from(i)] : Double.POSITIVE_INFINITY;
    }

    /** The soft-DTW of two series. */
    double value(double[] x, double[] y) {
        for (int i = 0; i < rows; i++) {
            int to = Math.min(columns - 1, i + band);
            for (int j = Math.max(0, i - band); j <= to; j++) {
                double difference = x[i] - y[j];
                double before = i == 0 && j == 0 ? 0 : softMinimum(cell(i - 1, j - 1), cell(i - 1, j), cell(i, j - 1));
                cells[i % cells.length][j - from(i)] = difference * difference + before;
            }
        }
        return cell(rows - 1, columns - 1);
    }

    private double softMinimum(double a, double b, double c) {
        double least = Math.min(a, Math.min(b, c));
        return least - gamma * Math.log(share(a, least) + share(b, least) + share(c, least));
    }

    private double share(double value, double least) {
        double above = (value - least) / gamma;
        return above == 0 ? 1 : above < NEGLIGIBLE ? Math.exp(-above) : 0;
    }

    /**
     * Adds the gradient of {@link #value}, which has just been computed from the same series.
     *
     * @param byX gets the derivatives by the first series
     * @param byY gets those by the second
     */
    void gradient(double[] x, double[] y, double[] byX, double[] byY) {
        int width = cells[0].length;
        double[] row = new double[width];
        double[] above = new double[width];
        row[columns - 1 - from(rows - 1)] = 1;
        for (int i = rows - 1; i >= 0; i--) {
            int from = from(i);
            int fromAbove = i > 0 ? from(i - 1) : 0;
            for (int j = Math.min(columns - 1, i + band); j >= Math.max(0, i - band); j--) {
                double weight = row[j - from];
                if (weight != 0) {
                    double slope = 2 * (x[i] - y[j]) * weight;
                    byX[i] += slope;
                    byY[j] -= slope;
                    double a = cell(i - 1, j - 1);
                    double b = cell(i - 1, j);
                    double c = cell(i, j - 1);
                    double least = Math.min(a, Math.min(b, c));
                    if (least < Double.POSITIVE_INFINITY) {
                        double shareA = share(a, least);
                        double shareB = share(b, least);
                        double shareC = share(c, least);
                        double unit = weight / (shareA + shareB + shareC);
                        push(above, j - 1 - fromAbove, unit * shareA);
                        push(above, j - fromAbove, unit * shareB);
                        push(row, j - 1 - from, unit * shareC);
                    }
                }
            }
            double[] used = row;
            row = above;
            above = used;
            Arrays.fill(above, 0);
        }
    }

    private static void push(double[] to, int place, double share) {
        if (share != 0) {
            to[place] += share;
        }
    }
}
