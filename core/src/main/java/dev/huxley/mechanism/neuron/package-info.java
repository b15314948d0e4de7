/**
 * The point processes that every NEURON has, under NEURON's names and with its parameters: synapses that answer events.
 * Calls only the mechanism package; is called by users.
 */
package dev.huxley.mechanism.neuron;
