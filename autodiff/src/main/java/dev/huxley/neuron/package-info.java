/**
 * Models written for NEURON: mechanisms as files in NMODL, cells as a program in Python that runs there.
 *
 * <p>Calls {@code graph}, {@code mechanism}, {@code mechanism.neuron}, {@code mechanism.nmodl},
 * {@code mechanism.simplified}, {@code mechanism.synapse}, {@code model}, {@code morphology}, {@code protocol}, {@code text}, {@code tracing}; called by users and {@code cli},
 * {@code fit.feature}, {@code fit.recording}.
 */
package dev.huxley.neuron;
