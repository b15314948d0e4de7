package dev.huxley.simulate;

import dev.huxley.engine.RunGuard;
import dev.huxley.model.NeuronModel;

/**
 * The rules that all runs of a simulation share.
 *
 * @param model what is simulated
 * @param guard lets one run happen at a time
 * @param keepsDivergedRows whether rows that leave the finite numbers are returned as they are
 */
record RunRules(NeuronModel model, RunGuard guard, boolean keepsDivergedRows) {}
