package dev.huxley.simulate;

import java.util.Arrays;

/** The states of a run are no longer finite. The message names the place, the time, the quantity and the remedy. */
public final class DivergenceException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final transient Divergence first;
    private final int[] rows;

    /**
     * @param first of the first of the rows
     * @param rows of the batch, ascending
     * @param batch the number of rows of the batch
     */
    DivergenceException(Divergence first, int[] rows, int batch) {
        super((batch == 1 ? "the run" : "row " + first.row() + " of the batch of " + batch) + " "
                + first.explanation() + others(rows, batch)
                + ". Simulation.Builder.keepDivergedRows() returns such rows as they are");
        this.first = first;
        this.rows = rows.clone();
    }

    /** The divergence of the first row that is not finite. */
    public Divergence first() {
        return first;
    }

    /** The rows of the batch that are not finite, ascending. */
    public int[] rows() {
        return rows.clone();
    }

    private static String others(int[] rows, int batch) {
        if (rows.length < 2) {
            return "";
        }
        String list = Arrays.toString(Arrays.copyOfRange(rows, 1, Math.min(rows.length, 11)));
        return ". " + rows.length + " of " + batch + " rows did so, also " + list.substring(1, list.length() - 1)
                + (rows.length > 11 ? ", ..." : "");
    }
}
