/**
 * The report of a fit: figure, traces, parameters and one HTML page, made from plain data.
 *
 * <p>Calls {@code fit}, {@code plot}, {@code recording}, {@code text}; called by users and {@code cli},
 * {@code fit.feature}, {@code fit.recording}.
 */
package dev.huxley.report;
