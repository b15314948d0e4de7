/**
 * A model lowered to index sets and stages: the rows of each mechanism, the stages of one time step, and the cable.
 * Knows structure and shapes, never values. Other programs are made from a program: for runs that continue, for a
 * step's tangents, for the vector field.
 *
 * <p>Calls {@code graph}, {@code graph.differentiate}, {@code model}, {@code morphology}; called by {@code engine}, {@code engine.llvm},
 * {@code engine.llvm.emit}, {@code engine.llvm.plan}, {@code engine.torch}, {@code program.derive},
 * {@code program.integrate}, {@code program.lower}, {@code simulate}.
 */
package dev.huxley.program;
