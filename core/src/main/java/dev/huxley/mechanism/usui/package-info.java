/**
 * The channels and the calcium of the retinal bipolar cell of Usui et al. (Vision Research 36, 1996). Rates, which the
 * authors give per second, are in 1/ms here; calcium is in uM. As in Jaxley's implementation, rates are those of a voltage
 * 1e-6 mV higher.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.usui;
