/**
 * The currents of horizontal cells of the rabbit (Aoyama et al., Neuroscience Research 37, 2000). The gates see the voltage
 * plus 1e-6 mV, as in Jaxley's implementation.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.aoyama;
