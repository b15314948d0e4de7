/**
 * Reports of fits, made from plain data: figure, traces, parameters and one HTML page; of a fit by features also the tables of
 * its z-scores, its models and its ladder, the same for a console, and a table of the fits to many cells.
 *
 * <p>Calls {@code fit}, {@code plot}, {@code recording}, {@code text}; called by users and {@code cli},
 * {@code cluster}, {@code fit.feature}, {@code fit.recording}, {@code notebook.render}.
 */
package dev.huxley.report;
