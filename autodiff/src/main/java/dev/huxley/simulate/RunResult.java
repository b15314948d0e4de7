package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.text.Brief;
import dev.huxley.tree.ArrayTree;

/**
 * The traces of a run, and the states from which another run continues.
 *
 * @param traces the recorded traces, as {@link Simulation#run} gives them; null if nothing is recorded
 * @param states the states at the end, by quantity ({@code "v"}, {@code "HH_m"}, ...): one element per compartment or
 *     synapse that has the quantity, in their order, with a batch (batch, elements). Membrane currents are among them
 *     where a mechanism reads the current of the step before
 */
public record RunResult(NDArray traces, ArrayTree states) {
    @Override
    public String toString() {
        return "RunResult[traces " + (traces == null ? "none" : traces.getShape()) + ", states "
                + Brief.list(states.paths()) + "]";
    }
}
