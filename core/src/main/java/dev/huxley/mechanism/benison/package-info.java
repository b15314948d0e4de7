/**
 * The currents and the calcium of ganglion cells of the cat (Benison et al., Journal of Theoretical Biology 210, 2001). The
 * gates see the voltage plus 1e-6 mV, as in Jaxley's implementation.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.benison;
