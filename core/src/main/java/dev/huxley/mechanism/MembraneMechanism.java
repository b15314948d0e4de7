package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * A mechanism of compartments: a {@link Channel}, which carries current, or an {@link IonPump}, which moves ions. Its
 * functions are written with plain {@link NDArray} operations, elementwise over the compartments in which it is
 * inserted; {@link Channel} states the rules for them.
 */
public abstract class MembraneMechanism extends Mechanism {
    MembraneMechanism(String name) {
        super(name);
    }

    /**
     * The name under which a channel's current or a pump's rate can be recorded and read by other mechanisms; channels
     * may share one.
     */
    public String currentName() {
        return "i_" + name();
    }

    /** The names of all currents under which a mechanism may be recorded: that of {@link #currentName} unless it has several. */
    public List<String> currentNames() {
        return List.of(currentName());
    }

    /**
     * The states after one time step, from the states and the voltage (mV) before it.
     *
     * <p>A neuron model that resets the voltage may also return {@code "v"}: then the currents and the axial solve of
     * this step start from that voltage. In this method all mechanisms see the voltage before the step, regardless of
     * the values that others return.
     *
     * @return new values by local name; states that are not returned keep their values
     */
    public Map<String, NDArray> update(Membrane membrane) {
        return Map.of();
    }

    /**
     * The states at rest at the given voltage, by local name; states that are not returned keep their values.
     */
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return Map.of();
    }
}
