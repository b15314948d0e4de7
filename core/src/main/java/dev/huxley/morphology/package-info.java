/**
 * The shape of a neuron: reading SWC files, tracing them into branches, and the geometry of compartments.
 * Pure functions of files and numbers to immutable records. Calls nothing of Huxley; is called by the model.
 */
package dev.huxley.morphology;
