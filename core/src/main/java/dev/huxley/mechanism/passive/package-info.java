/**
 * Passive membrane mechanisms.
 *
 * <p>Calls {@code mechanism}; called by users and {@code bench}, {@code demo}, {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.passive;
