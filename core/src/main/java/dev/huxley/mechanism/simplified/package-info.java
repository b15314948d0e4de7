/**
 * Neuron models that write the voltage instead of carrying a current: resets, integrate-and-fire, Izhikevich, rate, and
 * sources of given spikes. Insert one of them in a compartment, with or without channels. Calls only the mechanism
 * package; is called by users.
 */
package dev.huxley.mechanism.simplified;
