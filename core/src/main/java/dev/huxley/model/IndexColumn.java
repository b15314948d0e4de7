package dev.huxley.model;

import java.util.Arrays;

/** A column of whole numbers from 0 on, padded with -1. */
public final class IndexColumn implements Column {
    private final int[] values;

    IndexColumn(int rows) {
        values = new int[rows];
        Arrays.fill(values, -1);
    }

    @Override
    public int rows() {
        return values.length;
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

    void set(int row, int value) {
        values[row] = value;
    }
}
