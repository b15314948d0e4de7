/**
 * The currents and the calcium of the inner segment of rods of the larval salamander (Liu and Kourennyi, Annals of
 * Biomedical Engineering 32, 2004). The gates see the voltage plus 1e-6 mV, as in Jaxley's implementation; add a
 * phototransduction, which answers light, for a whole rod.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.liu;
