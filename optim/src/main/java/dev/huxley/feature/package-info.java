/**
 * Electrophysiological features of voltage traces under eFEL's names: {@link dev.huxley.feature.TraceFeatures} computes
 * those of one trace, {@link dev.huxley.feature.DifferentiableFeatures} those of arrays of traces with gradients, {@link
 * dev.huxley.feature.IpfxSpikes} spikes by the definition of the Allen Institute.
 *
 * <p>Calls {@code autograd}, {@code text}; called by users and {@code bench}, {@code cli}, {@code fit.feature},
 * {@code parametersweep}.
 */
package dev.huxley.feature;
