/**
 * Neuron models that write the voltage instead of carrying a current: resets, integrate-and-fire, Izhikevich, rate
 * neurons, and sources of given spikes. A compartment takes one of them, with or without channels.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}, {@code neuron}.
 */
package dev.huxley.mechanism.simplified;
