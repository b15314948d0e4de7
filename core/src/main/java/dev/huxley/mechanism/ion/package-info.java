/**
 * Ion concentrations and reversal potentials: pumps, buffers, and the ions that membrane currents carry.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.scheme}; called by users and {@code demo}, {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.ion;
