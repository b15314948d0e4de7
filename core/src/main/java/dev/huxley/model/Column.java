package dev.huxley.model;

/**
 * One named quantity of a model: one row per compartment, a row being a scalar or an array of any shape. A row without
 * a value holds padding: NaN, -1 or false, depending on the kind of column.
 */
public sealed interface Column permits NumberColumn, IndexColumn, FlagColumn {
    /** The number of rows. */
    int rows();

    /** Tells whether the row holds a value, not padding. */
    boolean isPresent(int row);

    /** A new column of the given rows of this one; a negative row number gives padding. */
    Column rows(int[] rows);
}
