/**
 * The phototransduction of rods and cones (Chen et al., eLife, 2024).
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.chen;
