/**
 * Programs made from programs: the tangents of a step, and the vector field.
 *
 * <p>Calls {@code graph}, {@code graph.differentiate}, {@code program}, {@code tracing}; called by {@code simulate}.
 */
package dev.huxley.program.derive;
