/**
 * The report of a fit: figure, traces, parameters and one HTML page, made from plain data.
 * Calls plot, Jackson and the results of fits; knows nothing of models, losses or optimizers; is called by
 * fit.recording and the command line.
 */
package dev.huxley.report;
