/**
 * The shape of a neuron: reading SWC files, tracing them into branches, and the geometry of compartments. A file passes
 * through {@code SwcParser} (text to columns), {@code SwcLinker} (columns to one tree of points), {@code Soma} (the
 * form of the soma), {@code CableGraph} (points to frusta between electrical nodes), {@code SectionTracer} (frusta to
 * {@link dev.huxley.morphology.TracedBranch}es), {@code CompartmentGeometry} (branches to compartments), {@link
 * dev.huxley.morphology.Morphology} (the immutable result). {@code JaxleyTracer} replaces the three in the middle to
 * reproduce Jaxley's numbers. All are pure functions of files and numbers to immutable values.
 *
 * <p>Calls {@code text}; called by users and {@code bench}, {@code cli}, {@code cli.model}, {@code demo},
 * {@code fit.description}, {@code model}, {@code model.graph}, {@code neuron}, {@code plot.model}, {@code program},
 * {@code storage}.
 */
package dev.huxley.morphology;
