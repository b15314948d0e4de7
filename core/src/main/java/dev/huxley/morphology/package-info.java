/**
 * The shape of a neuron: reading SWC files, tracing them into branches, and the geometry of compartments.
 * The way of a file: {@code SwcParser} (text to columns), {@code SwcLinker} (columns to one tree of points), {@code Soma}
 * (what the soma is), {@code CableGraph} (points to frusta between electrical nodes), {@code SectionTracer} (frusta to {@link
 * dev.huxley.morphology.TracedBranch}es), {@code CompartmentGeometry} (branches to compartments), {@link
 * dev.huxley.morphology.Morphology} (all of it, immutable). {@code JaxleyTracer} stands for the three in the middle where
 * numbers of Jaxley are to be met. Pure functions of files and numbers to immutable values.
 *
 * <p>Calls {@code text}; called by users and {@code bench}, {@code cli}, {@code demo}, {@code model},
 * {@code model.graph}, {@code plot.model}, {@code program}, {@code storage}.
 */
package dev.huxley.morphology;
