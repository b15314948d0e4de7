/**
 * The currents of the squid giant axon of Hodgkin and Huxley (Journal of Physiology 117, 1952) one by one, with a rest
 * near -65 mV, and the same sodium and potassium channels as Markov chains. For all three in one channel see
 * {@link dev.huxley.mechanism.hh.HH}.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.hodgkinhuxley;
