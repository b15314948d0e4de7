/**
 * The displays of Huxley's classes as MIME bundles.
 *
 * <p>Calls {@code display}, {@code fit}, {@code fit.feature}, {@code fit.recording},
 * {@code inspect.figure}, {@code mechanism}, {@code model}, {@code plot}, {@code plot.model}, {@code protocol},
 * {@code recording}, {@code report}, {@code simulate}, {@code table}, {@code text}, {@code tree}; called by
 * {@code notebook}, {@code notebook.kernel}.
 */
package dev.huxley.notebook.render;
