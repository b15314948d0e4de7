/**
 * The point processes that every NEURON has, under NEURON's names and with its parameters: synapses that answer events.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.neuron;
