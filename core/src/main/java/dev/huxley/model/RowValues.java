package dev.huxley.model;

import java.util.Arrays;

/**
 * Reads values given for rows of a column: one number for all elements of all rows, one row for all, or one row each;
 * elements in row-major order.
 */
final class RowValues {
    private RowValues() {}

    /** Throws an error unless the number of values fits the number of rows. */
    static void requireFitting(String key, NumberColumn column, int rows, int given, String thing) {
        int size = column.rowSize();
        if (given == 1 || given == size || given == (long) size * rows) {
            return;
        }
        throw new IllegalArgumentException(
                size == 1
                        ? "'" + key + "' takes one value, or one for each of the " + rows + " " + thing
                                + " in view that have it, not " + given
                        : "'" + key + "' has the shape " + Arrays.toString(column.rowShape())
                                + " and takes one value for all elements, " + size + " values for all " + thing
                                + ", or "
                                + size + " for each of the " + rows + " " + thing + " in view that have it, not "
                                + given);
    }

    /** The number of the row, among those given, to which a value belongs. */
    static int row(NumberColumn column, int rows, int given, int value) {
        return given == (long) column.rowSize() * rows ? value / column.rowSize() : 0;
    }

    static void set(NumberColumn column, int[] rows, double[] values) {
        for (int i = 0; i < rows.length; i++) {
            column.set(rows[i], valueOf(column, values, i));
        }
    }

    /** The values for the i-th row: one number for all elements, one row for all rows, or a row of its own. */
    static double[] valueOf(NumberColumn column, double[] values, int i) {
        int size = column.rowSize();
        double[] row = new double[size];
        if (values.length == 1) {
            Arrays.fill(row, values[0]);
        } else {
            System.arraycopy(values, values.length == size ? 0 : i * size, row, 0, size);
        }
        return row;
    }

    /** The values of these rows, row by row. */
    static double[] get(NumberColumn column, int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(column::row)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
