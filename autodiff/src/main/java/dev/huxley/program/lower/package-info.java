/**
 * Lowers a model to a program: which rows each mechanism lives on, and what it does in a time step.
 *
 * <p>Calls {@code graph}, {@code graph.optimize}, {@code mechanism}, {@code model}, {@code program},
 * {@code program.integrate}, {@code protocol}, {@code text}, {@code tracing}; called by {@code simulate}.
 */
package dev.huxley.program.lower;
