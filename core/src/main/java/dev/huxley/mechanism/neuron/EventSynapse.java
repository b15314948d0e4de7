package dev.huxley.mechanism.neuron;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A conductance that grows at events and decays between them. This class defines the times and weights of events, like
 * NEURON's NetCon; subclasses define the response of the conductance.
 *
 * <p>An event is an upward crossing of {@code threshold} by the presynaptic voltage, checked at the beginning of each
 * step: the voltage is above the threshold and was not one step before. The conductance jumps in the step that begins
 * there, or, with a delay, in a later one. A cell that starts above the threshold sends an event in the first step.
 *
 * <p>A state that is 1 where there is a spike, such as that of a {@code SpikeSource}, may replace the voltage. Then
 * spikes in consecutive steps are several events, and gradients of a loss pass back into the spikes.
 */
abstract class EventSynapse extends Synapse {
    private final String spikes;

    /** A synapse driven by the presynaptic voltage. */
    EventSynapse(String name) {
        super(name);
        spikes = "";
        declareConnection();
        parameter("threshold", 10, "mV");
        state("above", 0);
    }

    /**
     * Driven by spikes.
     *
     * @param spikes the state of the presynaptic compartment that is 1 where there is a spike
     */
    EventSynapse(String name, String spikes) {
        super(name);
        if (spikes == null || spikes.isBlank()) {
            throw new IllegalArgumentException(
                    "synapse " + name + " is to be driven by spikes, but no state is named; give one such as"
                            + " \"SpikeSource_spikes\", or none at all for a threshold of the presynaptic"
                            + " voltage");
        }
        this.spikes = spikes;
        declareConnection();
        readsPre(spikes);
    }

    private void declareConnection() {
        parameter("weight", 1e-4, "uS");
        parameter("e", 0, "mV");
    }

    /** The states of the conductance after {@code jump} (uS) has been added at this step's events. */
    abstract Map<String, NDArray> advance(SynapseContext synapse, NDArray jump);

    /** The conductance (uS) at the synapse's states. */
    abstract NDArray conductance(SynapseContext synapse);

    @Override
    public final Map<String, NDArray> update(SynapseContext synapse) {
        NDArray weight = synapse.get("weight");
        if (!spikes.isEmpty()) {
            return advance(synapse, weight.mul(synapse.pre(spikes)));
        }
        NDArray above = synapse.preVoltage().gt(synapse.get("threshold")).toType(DataType.FLOAT64, false);
        NDArray crossed = above.mul(NDArrays.sub(1, synapse.get("above")));
        Map<String, NDArray> states = new HashMap<>(advance(synapse, weight.mul(crossed)));
        states.put("above", above);
        return states;
    }

    @Override
    public final NDArray current(SynapseContext synapse) {
        return conductance(synapse).mul(synapse.postVoltage().sub(synapse.get("e")));
    }

    @Override
    public final List<Object> constants() {
        return spikes.isEmpty() ? List.of() : List.of(spikes);
    }

    /** A conductance of 0. A presynaptic voltage above the threshold sends no event, since it has not just risen. */
    @Override
    public final Map<String, NDArray> steadyState(SynapseContext synapse) {
        NDArray none = synapse.postVoltage().zerosLike();
        Map<String, NDArray> states = new HashMap<>();
        states().forEach(state -> states.put(state.name(), none));
        if (spikes.isEmpty()) {
            states.put(
                    "above", synapse.preVoltage().gt(synapse.get("threshold")).toType(DataType.FLOAT64, false));
        }
        return states;
    }

    /** The condition for an event, in words for {@link #equations()}. */
    final String events() {
        return spikes.isEmpty() ? "when v_pre rises above threshold" : "at a spike (" + spikes + " = 1)";
    }

    /** The fraction left after a time step of a quantity that decays with the time constant {@code tau} (ms). */
    static NDArray decay(SynapseContext synapse, NDArray tau) {
        return Gates.decay(tau, synapse.timeStep());
    }
}
