package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import dev.huxley.text.Brief;
import java.util.Map;
import java.util.TreeSet;

/** The parameters and states of the whole model, as a {@link GlobalProcess} sees them. */
public final class GlobalValues implements LocalValues {
    private final GlobalProcess process;
    private final Map<String, NDArray> arrays;
    private final double timeStep;

    /**
     * @param process the process that reads
     * @param arrays arrays by key
     * @param timeStep the time step in ms
     */
    public GlobalValues(GlobalProcess process, Map<String, NDArray> arrays, double timeStep) {
        this.process = process;
        this.arrays = Map.copyOf(arrays);
        this.timeStep = timeStep;
    }

    /** The time step in ms. */
    public double timeStep() {
        return timeStep;
    }

    @Override
    public NDArray get(String name) {
        NDArray array = arrays.get(process.key(name));
        if (array == null) {
            throw new IllegalArgumentException("process " + process.name() + " asks for '" + name
                    + "', which the model does not have as a whole; there are " + new TreeSet<>(arrays.keySet()));
        }
        return array;
    }

    @Override
    public boolean has(String name) {
        return arrays.containsKey(process.key(name));
    }

    @Override
    public String toString() {
        return "GlobalValues[of " + process.name() + ": " + Brief.list(arrays.keySet()) + "]";
    }
}
