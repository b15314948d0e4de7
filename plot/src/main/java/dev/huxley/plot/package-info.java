/**
 * Huxley's own small painter: figures of stacked panels with lines, and maps of tubes with scale bars, as PNG and SVG.
 * A {@link dev.huxley.plot.Figure} is plain immutable data; layout and drawing happen when it is written.
 * SVG needs nothing but {@code java.base}; PNG needs {@code java.desktop} (headless) but no installed fonts.
 * Pictures of models are made in {@link dev.huxley.plot.model}. Calls nothing of Huxley; may be called by every module and by users.
 */
package dev.huxley.plot;
