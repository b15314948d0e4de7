/**
 * Graded, spike-driven and electrical synapses.
 *
 * <p>Calls {@code mechanism}; called by users and {@code bench}, {@code mechanism.catalogue}, {@code
 * neuron}.
 */
package dev.huxley.mechanism.synapse;
