/**
 * The options that describe a model, and the model that they describe; they live here because several commands have them.
 *
 * <p>Calls {@code fit.description}, {@code fit.recording}, {@code mechanism}, {@code mechanism.catalogue},
 * {@code mechanism.nmodl}, {@code model}, {@code morphology}, {@code text}; called by {@code cli}.
 */
package dev.huxley.cli.model;
