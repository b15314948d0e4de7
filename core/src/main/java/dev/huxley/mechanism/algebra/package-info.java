/**
 * Arithmetic in which numbers and arrays over compartments mix, and the solution of small systems of linear equations
 * with it, for implicit steps of mechanisms.
 *
 * <p>Calls nothing of Huxley; called by {@code mechanism}, {@code mechanism.nmodl}.
 */
package dev.huxley.mechanism.algebra;
