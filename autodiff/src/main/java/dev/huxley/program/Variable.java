package dev.huxley.program;

/**
 * A quantity of a program: a dense array with one element per row, without padding.
 *
 * @param name the model's key, for instance {@code "HH_gNa"}
 * @param kind what it is during a run
 * @param rows the compartments that have it, ascending
 */
public record Variable(String name, Kind kind, int[] rows) {
    /** What a variable is during a run. */
    public enum Kind {
        /** Changes in time; its initial value is an argument of a run. */
        STATE,
        /** Constant in time; an argument of a run. */
        PARAMETER,
        /** A membrane current (mA/cm2) or pump rate (mM/ms) over all compartments, computed in every step; no argument. */
        CURRENT
    }

    public Variable {
        rows = rows.clone();
    }

    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** The number of rows. */
    public int size() {
        return rows.length;
    }

    /** Whether a run takes an array for it. */
    public boolean isArgument() {
        return kind != Kind.CURRENT;
    }
}
