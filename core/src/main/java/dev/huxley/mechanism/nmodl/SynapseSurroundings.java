package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.mechanism.algebra.Arithmetic;
import java.util.Set;

/**
 * The values that a program reads from a synapse and its postsynaptic compartment.
 *
 * @param synapse the synapse
 * @param others the quantities that belong to the postsynaptic compartment
 * @param arrivals the number of events in this step; null where none can arrive
 * @param eventsHaveGradients whether these carry gradients, as spikes do
 * @param pointer the value of the file's POINTER; null where none is read
 */
record SynapseSurroundings(
        SynapseContext synapse, Set<String> others, NDArray arrivals, boolean eventsHaveGradients, NDArray pointer)
        implements Surroundings {
    @Override
    public Object get(String name, int index) {
        switch (name) {
            case "v" -> {
                return synapse.postVoltage();
            }
            case "diam" -> {
                return synapse.post("radius").mul(2);
            }
            default -> {
                NDArray array = others.contains(name) ? synapse.post(name) : synapse.get(name);
                return index < 0 ? array : array.get(index);
            }
        }
    }

    @Override
    public Object current(String name) {
        return synapse.post(name);
    }

    @Override
    public double timeStep() {
        return synapse.timeStep();
    }

    @Override
    public NDArray like() {
        return synapse.postVoltage();
    }

    @Override
    public Object events() {
        return arrivals == null ? Arithmetic.ZERO : arrivals;
    }

    @Override
    public Object pointed() {
        return pointer == null ? Arithmetic.ZERO : pointer;
    }
}
