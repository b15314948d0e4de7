/**
 * Kinetic schemes that several libraries share, and that own mechanisms may build on: chains of identical gates, calcium
 * in two shells with buffers, its Nernst potential, the cascade of phototransduction, and channels whose rates are shifted.
 *
 * <p>Calls {@code mechanism}; called by users and {@code mechanism.benison}, {@code mechanism.fohlmeister}, {@code
 * mechanism.hodgkinhuxley}, {@code mechanism.ion}, {@code mechanism.kamiyama}, {@code mechanism.liu}, {@code
 * mechanism.torre}, {@code mechanism.usui}.
 */
package dev.huxley.mechanism.scheme;
