package dev.huxley.model;

import dev.huxley.text.Brief;
import java.util.BitSet;

/** A column of flags, padded with false: membership of a group, presence of a mechanism. */
public final class FlagColumn implements Column {
    private int rows;
    private final BitSet flags = new BitSet();

    FlagColumn(int rows) {
        this.rows = rows;
    }

    /** A column of the given flags. */
    public static FlagColumn of(boolean[] flags) {
        FlagColumn column = new FlagColumn(flags.length);
        for (int row = 0; row < flags.length; row++) {
            column.set(row, flags[row]);
        }
        return column;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isPresent(int row) {
        return flags.get(row);
    }

    /** The rows whose flag is set, ascending. */
    public int[] present() {
        return flags.stream().toArray();
    }

    @Override
    public FlagColumn rows(int[] picks) {
        FlagColumn picked = new FlagColumn(picks.length);
        for (int i = 0; i < picks.length; i++) {
            if (picks[i] >= 0 && flags.get(picks[i])) {
                picked.set(i, true);
            }
        }
        return picked;
    }

    /** Adds rows whose flag is not set. */
    void grow(int more) {
        rows = Math.addExact(rows, more);
    }

    void set(int row, boolean value) {
        flags.set(row, value);
    }

    @Override
    public String toString() {
        return "FlagColumn[" + Brief.count(rows, "row") + ", set in " + Brief.of(present()) + "]";
    }
}
