/**
 * The displays of Huxley's classes as MIME bundles.
 *
 * <p>Calls {@code display}, {@code plot}, {@code plot.model}; called by {@code notebook.kernel}.
 */
package dev.huxley.notebook.render;
