package dev.huxley.bench;

/** The limits of batch and steps that fit into the memory of an ordinary machine. */
public final class MeasurementLimits {
    /** The largest number of values of all traces of one run (120 MB). */
    static final long LARGEST_TRACES = 15_000_000;

    static final int MOST_STEPS = 2_000_000;

    /** The largest number of compartments of all neurons of a batch: some 100 MB of states and parameters. */
    private static final int LARGEST_SIZE = 1_000_000;

    private MeasurementLimits() {}

    /**
     * Throws an error if a batch of neurons is too large to be timed.
     *
     * @param compartments the compartments of one neuron
     * @param steps the steps of a run; null if they are chosen automatically
     * @throws IllegalArgumentException if it is
     */
    public static void require(int compartments, int batch, Integer steps) {
        if (steps != null && (steps < 1 || steps > MOST_STEPS)) {
            throw new IllegalArgumentException(steps + " steps; give a number from 1 to " + MOST_STEPS);
        }
        if (batch < 1 || (long) batch * compartments > LARGEST_SIZE) {
            throw new IllegalArgumentException("a batch of " + batch + " with " + compartments
                    + " compartments each cannot be timed; give a batch from 1 to " + LARGEST_SIZE / compartments);
        }
        if (steps != null && (long) batch * steps > 2 * LARGEST_TRACES) {
            throw new IllegalArgumentException("the traces of " + steps + " steps in a batch of " + batch
                    + " would take too much memory; give at most " + 2 * LARGEST_TRACES / batch + " steps");
        }
    }
}
