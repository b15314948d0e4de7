package dev.huxley.model;

import java.util.Arrays;

/** A column of doubles, padded with NaN. Rows may have any shape, the same one in the whole column. */
public final class NumberColumn implements Column {
    private final int[] rowShape;
    private final int rowSize;
    /** Row after row, with room for more behind the last one. */
    private double[] values;

    private int rows;

    NumberColumn(int rows, int... rowShape) {
        this.rows = rows;
        this.rowShape = rowShape.clone();
        rowSize = size(rowShape);
        values = new double[Math.multiplyExact(rows, rowSize)];
        Arrays.fill(values, Double.NaN);
    }

    /**
     * A column of the given values.
     *
     * @param values row after row, NaN where a row has none
     * @param rowShape the shape of a row; nothing for scalars
     */
    public static NumberColumn of(double[] values, int... rowShape) {
        int size = size(rowShape);
        if (values.length % size != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are no rows of shape " + Arrays.toString(rowShape));
        }
        NumberColumn column = new NumberColumn(values.length / size, rowShape);
        System.arraycopy(values, 0, column.values, 0, values.length);
        return column;
    }

    @Override
    public int rows() {
        return rows;
    }

    /** The shape of a row: empty for scalars. */
    public int[] rowShape() {
        return rowShape.clone();
    }

    /** The number of values in a row. */
    public int rowSize() {
        return rowSize;
    }

    @Override
    public boolean isPresent(int row) {
        return !Double.isNaN(values[row * rowSize]);
    }

    /** The value of a scalar row. */
    public double value(int row) {
        requireScalarRows();
        return values[row];
    }

    /** One element of a row, counted in row-major order. */
    public double value(int row, int element) {
        return values[row * rowSize + element];
    }

    /** A copy of a row's values, in row-major order. */
    public double[] row(int row) {
        return Arrays.copyOfRange(values, row * rowSize, (row + 1) * rowSize);
    }

    /** A copy of all values, row after row. */
    public double[] values() {
        return Arrays.copyOf(values, rows * rowSize);
    }

    @Override
    public NumberColumn rows(int[] rows) {
        NumberColumn picked = new NumberColumn(rows.length, rowShape);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0) {
                System.arraycopy(values, rows[i] * rowSize, picked.values, i * rowSize, rowSize);
            }
        }
        return picked;
    }

    /** Adds rows of padding; the cost of many calls is linear in the rows. */
    void grow(int more) {
        int before = rows * rowSize;
        rows = Math.addExact(rows, more);
        int needed = Math.multiplyExact(rows, rowSize);
        if (needed > values.length) {
            values = Arrays.copyOf(values, Math.max(needed, 2 * values.length));
        }
        Arrays.fill(values, before, needed, Double.NaN);
    }

    void set(int row, double value) {
        requireScalarRows();
        values[row] = value;
    }

    void set(int row, double... rowValues) {
        if (rowValues.length != rowSize) {
            throw new IllegalArgumentException(
                    "a row of shape " + Arrays.toString(rowShape) + " cannot take " + rowValues.length + " values");
        }
        System.arraycopy(rowValues, 0, values, row * rowSize, rowSize);
    }

    /** Makes the row padding. */
    void clear(int row) {
        Arrays.fill(values, row * rowSize, (row + 1) * rowSize, Double.NaN);
    }

    private void requireScalarRows() {
        if (rowShape.length != 0) {
            throw new IllegalArgumentException("rows of shape " + Arrays.toString(rowShape) + " are not scalars");
        }
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            if (extent < 1) {
                throw new IllegalArgumentException("a row cannot have the shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }
}
