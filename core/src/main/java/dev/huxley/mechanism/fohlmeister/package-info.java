/**
 * The channels of the retinal ganglion cell of Fohlmeister and Miller (Journal of Neurophysiology 78, 1997). The
 * currents are named {@code iNa}, {@code iK}, {@code iCa}, as in Jaxley's implementation, which shifts the arguments of
 * rates that are 0/0 somewhere by 1e-9 mV; the shift is kept.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.fohlmeister;
