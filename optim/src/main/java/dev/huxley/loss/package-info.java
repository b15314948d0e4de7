/**
 * Distances between simulated and recorded traces, as differentiable functions of DJL arrays:
 * {@link dev.huxley.loss.Losses} compares arrays, {@link dev.huxley.loss.WindowStatistics} summarizes traces. Calls tree
 * for its constants, and otherwise only the DJL API.
 */
package dev.huxley.loss;
