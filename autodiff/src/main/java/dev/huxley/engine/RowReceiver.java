package dev.huxley.engine;

/** A receiver of the traces of single rows, which are not kept; see {@link Kernel#stream}. */
@FunctionalInterface
public interface RowReceiver {
    /**
     * Takes the traces of a row, on any thread of the runs. The array is used again when this returns.
     *
     * @param run the number of the run
     * @param row the row of its batch
     * @param traces holds the recordings one after another; NaN throughout if a state of the row is not finite at the
     *     end
     * @param from the place of the first value
     * @param length the number of values of all recordings
     */
    void accept(int run, int row, float[] traces, int from, int length);
}
