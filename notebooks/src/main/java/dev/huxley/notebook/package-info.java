/**
 * Short words for the cells of notebooks: running, fitting, showing, and the memory of cells.
 *
 * <p>Calls {@code autograd}, {@code display}, {@code fit}, {@code fit.feature}, {@code fit.recording}, {@code model},
 * {@code notebook.kernel}, {@code notebook.progress}, {@code notebook.render}, {@code plot}, {@code plot.model},
 * {@code simulate}, {@code tree}; called by users.
 */
package dev.huxley.notebook;
