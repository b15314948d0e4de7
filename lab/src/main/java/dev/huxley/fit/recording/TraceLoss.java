package dev.huxley.fit.recording;

import ai.djl.ndarray.NDArray;

/**
 * A distance between simulated and recorded voltages that a fit minimizes. {@link StandardLoss} holds the usual ones.
 */
@FunctionalInterface
public interface TraceLoss {
    /**
     * The distance of every simulated trace from the recorded one in the same row, differentiable in the simulated ones.
     *
     * @param simulated voltages in mV, of the shape (rows, 1, time points)
     * @param recorded voltages in mV, of the same shape
     * @return one number per row, of the shape (rows)
     */
    NDArray perRow(NDArray simulated, NDArray recorded);

    /** The definition in words, with its unit, as reports show it. */
    default String description() {
        return "a custom loss";
    }

    /** The unit, {@code ""} for none. */
    default String unit() {
        return "";
    }

    /**
     * Throws an error if traces are too short.
     *
     * @throws IllegalArgumentException if the loss cannot be computed from this number of time points
     */
    default void check(int timePoints) {}
}
