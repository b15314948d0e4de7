/**
 * Single mechanisms under examination: their functions on numbers, and a check of the mechanisms that a user writes.
 *
 * <p>Calls {@code graph}, {@code graph.differentiate}, {@code graph.optimize}, {@code mechanism},
 * {@code mechanism.catalogue}, {@code protocol}, {@code simulate}, {@code text}, {@code tracing}; called by users and
 * {@code inspect.figure}.
 */
package dev.huxley.inspect;
