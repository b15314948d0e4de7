/**
 * The currents of the squid giant axon of Hodgkin and Huxley (Journal of Physiology 117, 1952) as separate channels,
 * with a rest near -65 mV, and the same sodium and potassium channels as Markov chains. {@link
 * dev.huxley.mechanism.hh.HH} has all three currents in one channel.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.hodgkinhuxley;
