/**
 * The shape of a neuron: reading SWC files, tracing them into branches, and the geometry of compartments.
 * The way of a file: {@code SwcParser} (text to checked points), {@code BranchTracer} (points to {@link
 * dev.huxley.morphology.TracedBranch}es), {@code CompartmentGeometry} (branches to compartments), {@link
 * dev.huxley.morphology.Morphology} (all of it, immutable). Pure functions of files and numbers to immutable values.
 * Calls nothing of Huxley; is called by the model.
 */
package dev.huxley.morphology;
