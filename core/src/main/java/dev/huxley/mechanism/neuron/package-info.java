/**
 * NEURON's built-in point processes under their names and with their parameters: synapses that respond to events, and connections
 * that bring events to artificial cells.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}, {@code mechanism.nmodl}, {@code neuron}.
 */
package dev.huxley.mechanism.neuron;
