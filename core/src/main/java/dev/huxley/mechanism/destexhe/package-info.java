/**
 * The kinetic synapses of Destexhe, Mainen and Sejnowski (1998).
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.destexhe;
