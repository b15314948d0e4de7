/**
 * Pictures of models: morphologies, networks, recorded traces.
 * Reads models through their public columns and traces and never changes them; calls model, morphology and plot; may be
 * called by every module and by users.
 *
 * <p>Calls {@code mechanism}, {@code model}, {@code morphology}, {@code plot}, {@code protocol}, {@code text}; called
 * by users and {@code cli}.
 */
package dev.huxley.plot.model;
