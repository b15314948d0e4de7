/**
 * Pictures of models: morphologies, networks, recorded traces. It reads models through their public columns and branch
 * paths and never changes them.
 *
 * <p>Calls {@code display}, {@code mechanism}, {@code model}, {@code morphology}, {@code plot}, {@code protocol},
 * {@code text}; called by users and {@code cli}, {@code fit.feature}, {@code notebook}, {@code notebook.render}.
 */
package dev.huxley.plot.model;
