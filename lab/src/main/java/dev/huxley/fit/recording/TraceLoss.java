package dev.huxley.fit.recording;

import ai.djl.ndarray.NDArray;

/** A distance between simulated and recorded voltages, for a fit to make small. {@link StandardLoss} holds the usual ones. */
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
        return "a loss of one's own";
    }

    /** The unit, {@code ""} for none. */
    default String unit() {
        return "";
    }

    /**
     * Refuses traces that are too short.
     *
     * @throws IllegalArgumentException if the loss cannot be computed from so many time points
     */
    default void check(int timePoints) {}
}
