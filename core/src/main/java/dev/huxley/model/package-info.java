/**
 * The description of a neuron: compartments, branches, cells, their columns of values, and views on them. It has no
 * numerics, no threads and no engine.
 *
 * <p>Calls {@code display}, {@code mechanism}, {@code morphology}, {@code protocol}, {@code query}, {@code table},
 * {@code text}, {@code tree}; called by users and {@code bench}, {@code cli}, {@code cli.model}, {@code demo},
 * {@code engine.llvm.plan}, {@code engine.torch}, {@code fit.description}, {@code fit.feature},
 * {@code fit.recording}, {@code inspect.figure}, {@code model.graph}, {@code neuron}, {@code notebook},
 * {@code notebook.render}, {@code parametersweep}, {@code plot.model}, {@code population}, {@code program},
 * {@code program.lower}, {@code simulate}, {@code storage}.
 */
package dev.huxley.model;
