package dev.huxley.plot;

/**
 * A quantity over two axes as a map of colors, such as a loss over two parameters or a voltage over distance and time.
 * Each value colors a rectangle around its point; NaN is light gray. Immutable.
 *
 * <pre>{@code
 * ColorScale scale = ColorScale.of(1, 1e3, "loss", "mV2").log(true);
 * Panel.of(path).heatMap(HeatMap.of(gNa, gK, losses, scale)).x("gNa", "S/cm2").y("gK", "S/cm2");
 * }</pre>
 */
public final class HeatMap {
    private final double[] xEdges;
    private final double[] yEdges;
    private final double[][] values;
    private final ColorScale scale;

    private HeatMap(double[] xEdges, double[] yEdges, double[][] values, ColorScale scale) {
        this.xEdges = xEdges;
        this.yEdges = yEdges;
        this.values = values;
        this.scale = scale;
    }

    /**
     * A map of the values at the points of a grid.
     *
     * @param x the places of the columns, increasing
     * @param y the places of the rows, increasing
     * @param values {@code values[row][column]} at {@code (x[column], y[row])}
     * @param scale the colors of the values, shown at the right of the panel
     * @throws IllegalArgumentException if the values do not fit the places, or places do not increase
     */
    public static HeatMap of(double[] x, double[] y, double[][] values, ColorScale scale) {
        if (values.length != y.length) {
            throw new IllegalArgumentException(
                    "a heat map needs one row of values for each y; it got " + values.length + " for " + y.length);
        }
        double[][] copy = new double[y.length][];
        for (int row = 0; row < y.length; row++) {
            if (values[row].length != x.length) {
                throw new IllegalArgumentException("a heat map needs one value for each x; row " + row + " has "
                        + values[row].length + " for " + x.length);
            }
            copy[row] = values[row].clone();
        }
        return new HeatMap(edges(x, "x"), edges(y, "y"), copy, scale);
    }

    /** The edges halfway between the places. */
    private static double[] edges(double[] at, String axis) {
        if (at.length < 2) {
            throw new IllegalArgumentException(
                    "a heat map needs at least two places in " + axis + ", not " + at.length);
        }
        double[] edges = new double[at.length + 1];
        for (int i = 0; i < at.length; i++) {
            if (!Range.drawable(at[i], false) || i > 0 && !(at[i] > at[i - 1])) {
                throw new IllegalArgumentException("the places of a heat map in " + axis
                        + " must be finite and increase; number " + i + " is " + at[i]
                        + (i > 0 ? " after " + at[i - 1] : ""));
            }
            edges[i] = i == 0 ? at[0] - (at[1] - at[0]) / 2 : (at[i - 1] + at[i]) / 2;
        }
        edges[at.length] = at[at.length - 1] + (at[at.length - 1] - at[at.length - 2]) / 2;
        return edges;
    }

    int rows() {
        return values.length;
    }

    int columns() {
        return values[0].length;
    }

    /** The left edge of a column; that of the column after the last one is the right edge of the map. */
    double xEdge(int column) {
        return xEdges[column];
    }

    /** The lower edge of a row; that of the row after the last one is the upper edge of the map. */
    double yEdge(int row) {
        return yEdges[row];
    }

    String color(int row, int column) {
        return scale.color(values[row][column]);
    }

    ColorScale scale() {
        return scale;
    }

    @Override
    public String toString() {
        return "HeatMap[" + rows() + " rows of " + columns() + ", " + scale + "]";
    }
}
