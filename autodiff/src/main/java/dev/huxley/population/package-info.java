/**
 * Runs of one cell with many candidates of its parameters under several sweeps of current, as a search needs them.
 *
 * <p>Calls {@code array}, {@code model}, {@code program.integrate}, {@code protocol}, {@code simulate}, {@code text},
 * {@code tree}; called by users and {@code bench}, {@code demo}, {@code fit.feature}, {@code parametersweep}.
 */
package dev.huxley.population;
