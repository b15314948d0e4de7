/**
 * Electrophysiological features of voltage traces under eFEL's names: {@link dev.huxley.feature.TraceFeatures} computes
 * those of one trace.
 *
 * <p>Calls {@code text}; called by users and {@code fit.feature}.
 */
package dev.huxley.feature;
