/**
 * Ion concentrations and what depends on them: pumps and buffers, the ions that membrane currents carry, and reversal
 * potentials.
 *
 * <p>Calls {@code mechanism}; called by users and {@code demo}, {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.ion;
