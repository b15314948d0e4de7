/**
 * Huxley's own small painter: figures of stacked panels with lines, as PNG and SVG.
 * A {@link dev.huxley.plot.Figure} is plain immutable data; layout and drawing happen when it is written.
 * SVG needs nothing but {@code java.base}; PNG needs {@code java.desktop} (headless) but no installed fonts.
 * Calls nothing of Huxley; may be called by every module and by users.
 */
package dev.huxley.plot;
