/**
 * The phototransduction of rods (Torre et al., Cold Spring Harbor Symposia 55, 1990), and the cascade that it shares with
 * later models.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.torre;
