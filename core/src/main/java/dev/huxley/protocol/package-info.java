/**
 * The protocol of a simulation: waveforms of stimuli and clamps, and time points. Immutable records in physical units.
 *
 * <p>Calls {@code display}; called by users and {@code bench}, {@code cli}, {@code demo}, {@code fit.feature},
 * {@code fit.recording}, {@code inspect}, {@code inspect.figure}, {@code model}, {@code neuron},
 * {@code notebook.render}, {@code parametersweep}, {@code plot.model}, {@code population}, {@code program.lower},
 * {@code recording}, {@code simulate}, {@code storage}.
 */
package dev.huxley.protocol;
