/**
 * Lowers a model to a program: finds the rows of each mechanism and traces its functions.
 *
 * <p>Calls {@code graph}, {@code graph.optimize}, {@code mechanism}, {@code model}, {@code program},
 * {@code program.integrate}, {@code protocol}, {@code text}, {@code tracing}; called by {@code simulate}.
 */
package dev.huxley.program.lower;
