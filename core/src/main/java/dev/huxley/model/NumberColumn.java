package dev.huxley.model;

import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A column of doubles, padded with NaN. Rows may have any shape, the same one in the whole column.
 *
 * <p>While fewer than half of the rows hold values, only these are stored, with their row numbers in ascending order,
 * which are searched by bisection: a mechanism in one compartment of a hundred costs a hundredth. A column that fills
 * up becomes a plain array of all rows and stays one.
 */
public final class NumberColumn implements Column {
    private final int[] rowShape;
    private final int rowSize;
    /** The rows that hold values, ascending, with room for more; null if all rows are stored. */
    private int[] present = new int[0];
    /** The number of stored rows, unless all are stored. */
    private int count;
    /** The stored values, row after row, with room for more after them. */
    private double[] values = new double[0];

    private int rows;
    private long changes;

    NumberColumn(int rows, int... rowShape) {
        this.rows = rows;
        this.rowShape = rowShape.clone();
        rowSize = size(rowShape);
        Math.multiplyExact(rows, rowSize);
    }

    /**
     * A column of the given values.
     *
     * @param values row by row, NaN where a row has none
     * @param rowShape the shape of a row; empty for scalars
     */
    public static NumberColumn of(double[] values, int... rowShape) {
        int size = size(rowShape);
        if (values.length % size != 0) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill rows of shape " + Arrays.toString(rowShape));
        }
        NumberColumn column = new NumberColumn(values.length / size, rowShape);
        for (int row = 0; row < column.rows; row++) {
            column.set(row, values, row * size);
        }
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

    /** The shape of an array of this many rows. */
    long[] shapeOf(int count) {
        return LongStream.concat(LongStream.of(count), Arrays.stream(rowShape).asLongStream())
                .toArray();
    }

    /** The number of values in a row. */
    public int rowSize() {
        return rowSize;
    }

    @Override
    public boolean isPresent(int row) {
        int place = place(row);
        return place >= 0 && !Double.isNaN(values[place * rowSize]);
    }

    /** A number that grows with every change of the values or of the number of rows. */
    public long changes() {
        return changes;
    }

    /** The value of a scalar row. */
    public double value(int row) {
        requireScalarRows();
        return value(row, 0);
    }

    /** One element of a row, counted in row-major order. */
    public double value(int row, int element) {
        int place = place(row);
        return place < 0 ? Double.NaN : values[place * rowSize + element];
    }

    /** A copy of a row's values, in row-major order. */
    public double[] row(int row) {
        double[] copy = new double[rowSize];
        copyTo(row, copy);
        return copy;
    }

    /** A copy of all values, row by row. */
    public double[] values() {
        if (present == null) {
            return Arrays.copyOf(values, rows * rowSize);
        }
        double[] all = new double[rows * rowSize];
        Arrays.fill(all, Double.NaN);
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, i * rowSize, all, present[i] * rowSize, rowSize);
        }
        return all;
    }

    /** The memory that the values take, in bytes. */
    long bytes() {
        return Double.BYTES * (long) values.length + (present == null ? 0 : Integer.BYTES * (long) present.length);
    }

    @Override
    public NumberColumn rows(int[] picks) {
        NumberColumn picked = new NumberColumn(picks.length, rowShape);
        double[] row = new double[rowSize];
        for (int i = 0; i < picks.length; i++) {
            if (picks[i] >= 0) {
                copyTo(picks[i], row);
                picked.set(i, row, 0);
            }
        }
        return picked;
    }

    /** Adds rows of padding; the cost of many calls is linear in the rows. */
    void grow(int more) {
        changes++;
        int before = rows;
        rows = Math.addExact(rows, more);
        int needed = Math.multiplyExact(rows, rowSize);
        if (present == null) {
            if (needed > values.length) {
                values = Arrays.copyOf(values, Math.max(needed, 2 * values.length));
            }
            Arrays.fill(values, before * rowSize, needed, Double.NaN);
        }
    }

    void set(int row, double value) {
        requireScalarRows();
        set(row, new double[] {value}, 0);
    }

    void set(int row, double... rowValues) {
        if (rowValues.length != rowSize) {
            throw new IllegalArgumentException(
                    "a row of shape " + Arrays.toString(rowShape) + " cannot take " + rowValues.length + " values");
        }
        set(row, rowValues, 0);
    }

    /** Replaces the row with padding. */
    void clear(int row) {
        changes++;
        int place = place(row);
        if (place < 0) {
            return;
        }
        if (present == null) {
            Arrays.fill(values, row * rowSize, (row + 1) * rowSize, Double.NaN);
            return;
        }
        System.arraycopy(present, place + 1, present, place, count - place - 1);
        int behind = (place + 1) * rowSize;
        System.arraycopy(values, behind, values, behind - rowSize, count * rowSize - behind);
        count--;
    }

    private void set(int row, double[] from, int start) {
        changes++;
        if (Double.isNaN(from[start])) {
            clear(row);
            return;
        }
        int place = place(row);
        if (place < 0) {
            place = makeRoom(row, -place - 1);
        }
        System.arraycopy(from, start, values, place * rowSize, rowSize);
    }

    /** Makes room for a row that is not stored yet and returns its place among the stored rows. */
    private int makeRoom(int row, int place) {
        if (2 * (count + 1L) > rows) {
            values = values();
            present = null;
            return row;
        }
        if (count == present.length) {
            int room = Math.max(4, 2 * count);
            present = Arrays.copyOf(present, room);
            values = Arrays.copyOf(values, Math.multiplyExact(room, rowSize));
        }
        System.arraycopy(present, place, present, place + 1, count - place);
        System.arraycopy(values, place * rowSize, values, (place + 1) * rowSize, (count - place) * rowSize);
        present[place] = row;
        count++;
        return place;
    }

    /**
     * The place of a row among the stored ones; for a row that is not stored, -1 minus the place that it would have.
     */
    private int place(int row) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("row " + row + " of " + rows);
        }
        if (present == null) {
            return row;
        }
        // Rows come in their order most often.
        return count == 0 || present[count - 1] < row ? -1 - count : Arrays.binarySearch(present, 0, count, row);
    }

    private void copyTo(int row, double[] target) {
        int place = place(row);
        if (place < 0) {
            Arrays.fill(target, Double.NaN);
        } else {
            System.arraycopy(values, place * rowSize, target, 0, rowSize);
        }
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

    @Override
    public String toString() {
        return "NumberColumn[" + Brief.count(rows, "row") + (rowSize == 1 ? "" : " of " + rowSize + " elements") + ": "
                + Brief.of(values()) + "]";
    }
}
