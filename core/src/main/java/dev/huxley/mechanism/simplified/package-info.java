/**
 * Neuron models that write the voltage instead of carrying a current: resets, integrate-and-fire, Izhikevich, rate, and
 * sources of given spikes. Insert one of them in a compartment, with or without channels.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.simplified;
