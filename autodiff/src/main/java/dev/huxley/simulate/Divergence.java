package dev.huxley.simulate;

/**
 * The place and the time at which a run first left the finite numbers.
 *
 * @param row the row of the batch, 0 without one
 * @param step the number of the time step; the one before the first is that of the initial state
 * @param time the time (ms) at the end of that step
 * @param quantity what was the first not to be finite: a state ({@code "HH_m"}, {@code "v"}), or what computes it
 *     ({@code "current of HH"})
 * @param place the compartment or synapse, in words
 * @param explanation all of it in words, with the remedy
 */
public record Divergence(int row, int step, double time, String quantity, String place, String explanation) {}
