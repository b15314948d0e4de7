package dev.huxley.plot;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A tube in pixels, reduced to the points that are visible.
 *
 * <p>A point is dropped if the tube without it differs by less than {@value #TOLERANCE} pixels in place and in width
 * (Ramer 1972, Comput. Graph. Image Process. 1:244; Douglas and Peucker 1973, Cartographica 10:112, with the width as a
 * third coordinate). Ends are kept. Cost: usually n log n in time, linear in memory.
 *
 * @param x     coordinates of the kept points, pixels
 * @param y     coordinates of the kept points, pixels
 * @param depth coordinates of the kept points, pixels
 * @param width diameters at these points, pixels, not below the tube's least width
 */
record TubeOutline(double[] x, double[] y, double[] depth, double[] width) {
    private static final double TOLERANCE = 0.15;

    /**
     * @param toX   place on the paper of an x
     * @param toY   place on the paper of a y
     * @param scale pixels per data unit
     */
    static TubeOutline of(Tube tube, DoubleUnaryOperator toX, DoubleUnaryOperator toY, double scale) {
        int n = tube.size();
        double[][] all = new double[4][n];
        for (int i = 0; i < n; i++) {
            all[0][i] = toX.applyAsDouble(tube.x(i));
            all[1][i] = toY.applyAsDouble(tube.y(i));
            all[2][i] = scale * tube.depth(i);
            all[3][i] = Math.max(tube.leastWidth(), 2 * scale * tube.radius(i));
        }
        int[] kept = kept(all[0], all[1], all[3]);
        double[][] few = new double[4][kept.length];
        for (int c = 0; c < 4; c++) {
            for (int i = 0; i < kept.length; i++) {
                few[c][i] = all[c][kept[i]];
            }
        }
        return new TubeOutline(few[0], few[1], few[2], few[3]);
    }

    int size() {
        return x.length;
    }

    private static int[] kept(double[] x, double[] y, double[] width) {
        int n = x.length;
        boolean[] keep = new boolean[n];
        keep[0] = true;
        keep[n - 1] = true;
        int[] pending = new int[2 * n + 2];
        int top = 0;
        pending[top++] = 0;
        pending[top++] = n - 1;
        while (top > 0) {
            int last = pending[--top];
            int first = pending[--top];
            int farthest = -1;
            double most = TOLERANCE;
            for (int i = first + 1; i < last; i++) {
                double distance = distance(x, y, width, first, last, i);
                if (distance > most) {
                    most = distance;
                    farthest = i;
                }
            }
            if (farthest >= 0) {
                keep[farthest] = true;
                pending[top++] = first;
                pending[top++] = farthest;
                pending[top++] = farthest;
                pending[top++] = last;
            }
        }
        int[] kept = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (keep[i]) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /**
     * The distance of point i from the segment between two others, in place or in half of the width, whichever is
     * larger.
     */
    private static double distance(double[] x, double[] y, double[] width, int first, int last, int i) {
        double dx = x[last] - x[first];
        double dy = y[last] - y[first];
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : ((x[i] - x[first]) * dx + (y[i] - y[first]) * dy) / square;
        double f = Math.max(0, Math.min(1, along));
        double place = Math.hypot(x[i] - x[first] - f * dx, y[i] - y[first] - f * dy);
        double thickness = Math.abs(width[i] - width[first] - f * (width[last] - width[first])) / 2;
        return Math.max(place, thickness);
    }
}
