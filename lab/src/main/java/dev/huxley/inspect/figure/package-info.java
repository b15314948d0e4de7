/**
 * Figures of single mechanisms: gates and time constants over the voltage, currents under a clamp, responses of
 * synapses.
 *
 * <p>Calls {@code display}, {@code inspect}, {@code mechanism}, {@code mechanism.catalogue}, {@code model},
 * {@code plot}, {@code protocol}, {@code simulate}, {@code text}; called by users and {@code cli},
 * {@code notebook.render}.
 */
package dev.huxley.inspect.figure;
