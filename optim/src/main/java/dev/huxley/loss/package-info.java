/**
 * Distances between simulated and recorded traces, as differentiable functions of DJL arrays:
 * {@link dev.huxley.loss.Losses} compares arrays, {@link dev.huxley.loss.WindowStatistics} summarizes traces,
 * {@link dev.huxley.loss.SoftDtw} aligns them.
 *
 * <p>Calls {@code autograd}, {@code text}; called by users and {@code demo}, {@code fit.recording}.
 */
package dev.huxley.loss;
