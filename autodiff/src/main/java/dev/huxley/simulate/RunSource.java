package dev.huxley.simulate;

import ai.djl.ndarray.NDManager;
import dev.huxley.model.NeuronModel;

/**
 * All that the arguments of a run are made of.
 *
 * @param model whose values are read now
 * @param timeStep of the simulation, in ms
 * @param inputs in place of what stands in the model
 * @param batch is found on the way
 * @param manager owns what is made
 */
record RunSource(NeuronModel model, double timeStep, Inputs inputs, Batch batch, NDManager manager) {}
