/**
 * NEURON's built-in point processes under their names and with their parameters: synapses that respond to events.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue},
 * {@code neuron}.
 */
package dev.huxley.mechanism.neuron;
