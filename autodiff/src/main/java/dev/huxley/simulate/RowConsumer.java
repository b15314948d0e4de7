package dev.huxley.simulate;

/** A consumer of the traces of single rows of batches, which are not kept; see {@link Simulation#stream}. */
@FunctionalInterface
public interface RowConsumer {
    /**
     * Takes the traces of a row. Called on several threads at the same time. The array is used again as soon as this
     * returns. An exception ends the runs.
     *
     * @param batch the number of the batch
     * @param row the row in the batch
     * @param traces holds the recordings one after another, each with the columns 0, k, 2 k, ... of the run; NaN
     *     throughout if a state of the row is not finite at the end
     * @param from the place of the first value
     * @param length the number of values of all recordings
     */
    void accept(int batch, int row, float[] traces, int from, int length);
}
