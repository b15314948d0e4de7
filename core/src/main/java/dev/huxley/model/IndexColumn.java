package dev.huxley.model;

import dev.huxley.text.Brief;
import java.util.Arrays;

/** A column of whole numbers from 0 on, padded with -1. */
public final class IndexColumn implements Column {
    /** The values, with room for more behind the last row. */
    private int[] values;

    private int rows;

    IndexColumn(int rows) {
        this.rows = rows;
        values = new int[rows];
        Arrays.fill(values, -1);
    }

    /** A column of the given values; negative values are padding. */
    public static IndexColumn of(int[] values) {
        IndexColumn column = new IndexColumn(values.length);
        for (int row = 0; row < values.length; row++) {
            column.values[row] = Math.max(-1, values[row]);
        }
        return column;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isPresent(int row) {
        return values[row] >= 0;
    }

    /** The value of a row, -1 where there is none. */
    public int value(int row) {
        return values[row];
    }

    @Override
    public IndexColumn rows(int[] rows) {
        IndexColumn picked = new IndexColumn(rows.length);
        for (int i = 0; i < rows.length; i++) {
            picked.values[i] = rows[i] < 0 ? -1 : values[rows[i]];
        }
        return picked;
    }

    /** A copy of all values. */
    public int[] values() {
        return Arrays.copyOf(values, rows);
    }

    /** Adds rows of padding; the cost of many calls is linear in the rows. */
    void grow(int more) {
        int before = rows;
        rows = Math.addExact(rows, more);
        if (rows > values.length) {
            values = Arrays.copyOf(values, Math.max(rows, 2 * values.length));
        }
        Arrays.fill(values, before, rows, -1);
    }

    void set(int row, int value) {
        values[row] = value;
    }

    @Override
    public String toString() {
        return "IndexColumn[" + Brief.count(rows, "row") + ": " + Brief.of(values()) + "]";
    }
}
