/**
 * A model lowered to index sets and stages: which rows each mechanism lives on, what one time step does, and the
 * order in which the tree is eliminated. Knows structure and shapes, never values.
 * Programs are made from programs too: of runs that go on, of a step's tangents, of the vector field. Calls graph and trace
 * and reads the model; is executed by engines.
 */
package dev.huxley.program;
