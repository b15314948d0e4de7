/**
 * The protocol of a simulation, what is done to a neuron and what is measured: stimulus waveforms, clamps, recordings and
 * their time points. Immutable records in physical units. Calls nothing of Huxley; is called by the model.
 */
package dev.huxley.protocol;
