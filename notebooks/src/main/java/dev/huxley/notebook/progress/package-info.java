/**
 * The progress of runs and fits of more than two seconds: a bar below the cell of a notebook, or a line on a console.
 *
 * <p>Calls {@code display}, {@code fit}, {@code fit.feature}, {@code notebook.kernel}, {@code text}; called by
 * {@code notebook}.
 */
package dev.huxley.notebook.progress;
