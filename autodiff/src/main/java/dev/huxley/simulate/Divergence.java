package dev.huxley.simulate;

/**
 * The place and time at which a run first produced a number that is not finite.
 *
 * @param row the row of the batch, 0 without one
 * @param step the number of the time step; the initial state has the number before the first step's
 * @param time the time (ms) at the end of that step
 * @param quantity the first quantity that was not finite: a state ({@code "HH_m"}, {@code "v"}), or its source ({@code
 *     "current of HH"})
 * @param place the compartment or synapse, in words
 * @param explanation all of this as text, with the remedy
 */
public record Divergence(int row, int step, double time, String quantity, String place, String explanation) {}
