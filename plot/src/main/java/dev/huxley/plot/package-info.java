/**
 * Figures of stacked panels with lines, and maps of tubes with scale bars, as PNG and SVG. A {@link
 * dev.huxley.plot.Figure} is plain immutable data; layout and drawing happen when it is written. SVG needs only {@code
 * java.base}; PNG needs {@code java.desktop} (headless) but no installed fonts. {@link dev.huxley.plot.model} makes
 * pictures of models.
 *
 * <p>Calls {@code display}, {@code text}; called by users and {@code cli}, {@code fit.feature},
 * {@code inspect.figure}, {@code notebook}, {@code notebook.render}, {@code parametersweep}, {@code plot.model},
 * {@code report}.
 */
package dev.huxley.plot;
