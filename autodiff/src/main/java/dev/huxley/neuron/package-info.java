/**
 * Models written for NEURON: mechanisms as files in NMODL, cells as a program in Python that runs there.
 *
 * <p>Calls {@code graph}, {@code mechanism}, {@code mechanism.nmodl}, {@code model}, {@code text}, {@code tracing}; called by users.
 */
package dev.huxley.neuron;
