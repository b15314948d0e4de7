/**
 * Objects that notebooks show with pictures and tables: their MIME bundles, and the service that makes them. It knows no
 * notebook and no model.
 *
 * <p>Calls nothing of Huxley; called by users and {@code fit}, {@code fit.feature}, {@code fit.recording},
 * {@code inspect.figure}, {@code mechanism}, {@code model}, {@code notebook}, {@code notebook.kernel},
 * {@code notebook.progress}, {@code notebook.render}, {@code plot}, {@code plot.model}, {@code protocol},
 * {@code recording}, {@code simulate}, {@code table}, {@code tree}.
 */
package dev.huxley.display;
