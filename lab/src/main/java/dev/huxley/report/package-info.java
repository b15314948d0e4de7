/**
 * The report of a fit: figure, traces, parameters and one HTML page, made from plain data.
 * Calls plot and Jackson; knows nothing of models, losses or optimizers; is called by fit and the command line.
 */
package dev.huxley.report;
