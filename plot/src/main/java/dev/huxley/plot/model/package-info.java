/**
 * Pictures of models: morphologies, networks, recorded traces.
 * Reads models through their public columns and traces and never changes them; calls model, morphology and plot; may be
 * called by every module and by users.
 */
package dev.huxley.plot.model;
