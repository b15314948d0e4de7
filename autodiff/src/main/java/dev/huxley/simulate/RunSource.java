package dev.huxley.simulate;

import ai.djl.ndarray.NDManager;
import dev.huxley.model.NeuronModel;

/**
 * The sources of the arguments of a run.
 *
 * @param model the model whose values are read now
 * @param timeStep of the simulation, in ms
 * @param inputs the inputs that replace values of the model
 * @param batch the size of the batch, found as the arguments are made
 * @param manager owns the arguments
 * @param propagators of earlier runs of the simulation
 * @param known arguments of earlier runs of the same program; null if none are kept
 */
record RunSource(
        NeuronModel model,
        double timeStep,
        Inputs inputs,
        Batch batch,
        NDManager manager,
        Propagator.Known propagators,
        RunBinding.Known known) {
    /** The sources of a run of a program of which no arguments are kept. */
    RunSource(
            NeuronModel model,
            double timeStep,
            Inputs inputs,
            Batch batch,
            NDManager manager,
            Propagator.Known propagators) {
        this(model, timeStep, inputs, batch, manager, propagators, null);
    }
}
