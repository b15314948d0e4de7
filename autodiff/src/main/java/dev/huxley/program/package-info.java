/**
 * A model lowered to index sets and stages: which rows each mechanism lives on, what one time step does, and the
 * order in which the tree is eliminated. Knows structure and shapes, never values.
 * Programs are made from programs too: of runs that go on, of a step's tangents, of the vector field.
 *
 * <p>Calls {@code graph}, {@code model}, {@code morphology}; called by {@code engine}, {@code engine.llvm},
 * {@code engine.llvm.emit}, {@code engine.llvm.plan}, {@code engine.torch}, {@code program.derive},
 * {@code program.integrate}, {@code program.lower}, {@code simulate}.
 */
package dev.huxley.program;
