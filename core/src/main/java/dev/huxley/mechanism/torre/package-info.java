/**
 * The phototransduction of rods (Torre et al., Cold Spring Harbor Symposia 55, 1990).
 *
 * <p>Calls {@code mechanism.scheme}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.torre;
