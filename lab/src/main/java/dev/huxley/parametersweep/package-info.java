/**
 * Sweeps over the parameters of a model: from a table of values to a table of features, one row for each combination of
 * values and each stimulus. {@link dev.huxley.parametersweep.ParameterSweep} is the question, {@link
 * dev.huxley.parametersweep.ParameterSweepRun} computes rows, {@link dev.huxley.parametersweep.ParameterSweepTable} writes
 * them into a folder and goes on where it was stopped.
 *
 * <p>It lives here, apart from the fits, since nothing is searched: a "sweep" alone is a stretch of a recording in Huxley, so
 * names in this package say "parameter sweep".
 *
 * <p>Calls {@code feature}, {@code fit.description}, {@code fit.job}, {@code fit.recording}, {@code model},
 * {@code plot}, {@code population}, {@code program.integrate}, {@code protocol}, {@code recording}, {@code simulate},
 * {@code storage}, {@code text}; called by users and {@code cli}, {@code cluster}.
 */
package dev.huxley.parametersweep;
