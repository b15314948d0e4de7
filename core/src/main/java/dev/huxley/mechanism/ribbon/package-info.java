/**
 * Ribbon synapses of the retina, whose vesicles wait in pools: from photoreceptors to bipolar and horizontal cells.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.ribbon;
