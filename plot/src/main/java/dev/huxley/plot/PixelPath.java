package dev.huxley.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A line reduced to the points that are visible in pixels.
 *
 * <p>Of every run of successive points that fall into the same pixel column only the first, the lowest, the highest and
 * the last one are kept, in their order: the column looks the same, no spike is lost, and joins to the neighboring
 * columns keep their slope. So a line with ascending x, such as a time series, becomes at most four points per column,
 * however long it is. A point that cannot be drawn ends a piece. Pieces inside one column that repeat an earlier one
 * are dropped, so data full of gaps is bounded as well. Cost: one pass without sorting, and the memory of the result.
 */
final class PixelPath {
    /** A connected piece of the path in pixels; one point is a dot. */
    record Piece(double[] x, double[] y) {}

    /**
     * The largest coordinate, far outside every figure; clamping keeps coordinates short and changes no visible slope.
     */
    private static final double FAR = 1e6;

    private final double column;
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<List<Long>> stubs = new HashSet<>();
    private double[] x = new double[16];
    private double[] y = new double[16];
    private int size;

    // The run inside the present column: x and y of its first, lowest, highest and last point, and which came first.
    private long runColumn;
    private int runSize;
    private final double[] runX = new double[4];
    private final double[] runY = new double[4];
    private int lowestAt;
    private int highestAt;

    private PixelPath(double column) {
        this.column = column;
    }

    /** The pieces of a path through pixels (x[i], y[i]); NaN breaks it. Columns are the given number of pixels wide. */
    static List<Piece> of(double[] x, double[] y, double column) {
        PixelPath path = new PixelPath(column);
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i]) || Double.isNaN(y[i])) {
                path.endPiece();
            } else {
                path.add(clamp(x[i]), clamp(y[i]));
            }
        }
        path.endPiece();
        return path.pieces;
    }

    private static double clamp(double pixel) {
        return Math.max(-FAR, Math.min(FAR, pixel));
    }

    private void add(double px, double py) {
        long at = (long) Math.floor(px / column);
        if (runSize > 0 && at != runColumn) {
            endRun();
        }
        if (runSize == 0) {
            runColumn = at;
            Arrays.fill(runX, px);
            Arrays.fill(runY, py);
            lowestAt = 0;
            highestAt = 0;
        }
        if (py < runY[1]) {
            runX[1] = px;
            runY[1] = py;
            lowestAt = runSize;
        }
        if (py > runY[2]) {
            runX[2] = px;
            runY[2] = py;
            highestAt = runSize;
        }
        runX[3] = px;
        runY[3] = py;
        runSize++;
    }

    private void endRun() {
        int earlier = lowestAt <= highestAt ? 1 : 2;
        int[] order = {0, earlier, 3 - earlier, 3};
        int last = runSize - 1;
        int[] index = {0, Math.min(lowestAt, highestAt), Math.max(lowestAt, highestAt), last};
        for (int i = 0; i < 4; i++) {
            if (i == 0 || index[i] != index[i - 1]) {
                keep(runX[order[i]], runY[order[i]]);
            }
        }
        runSize = 0;
    }

    private void keep(double px, double py) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = px;
        y[size++] = py;
    }

    private void endPiece() {
        boolean stub = size == 0 && runSize > 0;
        if (stub) {
            long low = Math.round(runY[1] / column);
            long high = Math.round(runY[2] / column);
            stub = !stubs.add(List.of(runColumn, low, high));
        }
        if (runSize > 0) {
            endRun();
        }
        if (size > 0 && !stub) {
            pieces.add(new Piece(Arrays.copyOf(x, size), Arrays.copyOf(y, size)));
        }
        size = 0;
    }
}
