/**
 * The channels, the calcium and the phototransduction of the rod of Kamiyama, Wu and Usui (Vision Research 49, 2009).
 * Rates, which the authors give per second, are in 1/ms here, but for phototransduction and calcium; calcium is in uM. As
 * in Jaxley's implementation, rates are those of a voltage 1e-6 mV higher.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.kamiyama;
