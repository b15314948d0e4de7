/**
 * The squid axon of Hodgkin and Huxley (1952).
 *
 * <p>Calls {@code mechanism}; called by users and {@code bench}, {@code demo}, {@code mechanism.catalogue}.
 */
package dev.huxley.mechanism.hh;
