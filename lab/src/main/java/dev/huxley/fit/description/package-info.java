/**
 * Descriptions of models for fits: what is fixed, what is free and between which bounds, and the rig that recorded. {@link
 * dev.huxley.fit.description.Ladder} has the models that are tried without a description.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.catalogue}, {@code mechanism.nmodl}, {@code model},
 * {@code morphology}, {@code text}, {@code tree}; called by users and {@code cli}, {@code cli.model}, {@code cluster}, {@code demo},
 * {@code fit.feature}, {@code parametersweep}.
 */
package dev.huxley.fit.description;
