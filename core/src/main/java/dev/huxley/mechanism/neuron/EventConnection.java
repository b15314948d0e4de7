package dev.huxley.mechanism.neuron;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection that brings events to an artificial cell, NEURON's NetCon (Hines and Carnevale, Neural Comput. 9, 1997). The
 * target is a mechanism of a file in NMODL (ARTIFICIAL_CELL); it may have any number of connections, each with its weight
 * and delay:
 *
 * <pre>{@code
 * network.connect(source, unit, new EventConnection("Input", "LifCell", "SpikeSource_spikes")).set("Input_weight", 0.4);
 * network.connect(cell, unit, new EventConnection("FromCell", "LifCell")).set("delay", 1);
 * network.connect(unit, cell, new ExpSyn("Output", "LifCell_spikes"));
 * }</pre>
 *
 * <p>An event is an upward crossing of {@code threshold} by the presynaptic voltage as of {@link ExpSyn}, or the spike of a
 * state such as that of a {@code SpikeSource} or of another artificial cell. It arrives at the end of its delay, and one time
 * step later if the delay is shorter than a step. Events that arrive in one step are one event with the sum of their weights,
 * in NEURON one after the other; a sum of 0 is none.
 *
 * <p>Parameters: {@code NAME_weight} 1, {@code NAME_threshold} 10 mV without spikes. States: {@code NAME_arrived} (0), the
 * weight that arrives in this step, and {@code NAME_above} (0) without spikes. No current. Gradients pass by the weights.
 */
public final class EventConnection extends Synapse {
    private static final String ARRIVED = "arrived";

    private final String target;
    private final String spikes;

    /**
     * A connection that the presynaptic voltage drives.
     *
     * @param name the name of the connection
     * @param target the name of the artificial cell's mechanism
     */
    public EventConnection(String name, String target) {
        this(name, target, "");
    }

    /**
     * A connection that spikes drive.
     *
     * @param name the name of the connection
     * @param target the name of the artificial cell's mechanism
     * @param spikes the state of the presynaptic compartment that is 1 where there is a spike; empty for a threshold of its
     *     voltage
     */
    public EventConnection(String name, String target, String spikes) {
        super(name);
        if (target == null || target.isBlank() || spikes == null) {
            throw new IllegalArgumentException("connection " + name
                    + " needs the name of the artificial cell that it drives, such as \"LifCell\", and a state of spikes or"
                    + " \"\"");
        }
        this.target = target;
        this.spikes = spikes;
        parameter("weight", 1, "1");
        state(ARRIVED, 0);
        readsPost(target + "_events");
        if (spikes.isEmpty()) {
            parameter("threshold", 10, "mV");
            state("above", 0);
        } else {
            readsPre(spikes);
        }
    }

    /** The name under which an artificial cell reads the weights that arrive; no quantity of a model has a space in it. */
    public static String arrivingAt(String target) {
        return "events of " + target;
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray weight = synapse.get("weight");
        if (!spikes.isEmpty()) {
            return Map.of(ARRIVED, weight.mul(synapse.pre(spikes)));
        }
        NDArray above = above(synapse);
        NDArray crossed = above.mul(NDArrays.sub(1, synapse.get("above")));
        return Map.of(ARRIVED, weight.mul(crossed), "above", above);
    }

    private static NDArray above(SynapseContext synapse) {
        return synapse.preVoltage().gt(synapse.get("threshold")).toType(DataType.FLOAT64, false);
    }

    /** No event is under way; a presynaptic voltage above the threshold has not just risen. */
    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        Map<String, NDArray> states = new HashMap<>();
        states.put(ARRIVED, synapse.postVoltage().zerosLike());
        if (spikes.isEmpty()) {
            states.put("above", above(synapse));
        }
        return states;
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.postVoltage().zerosLike();
    }

    @Override
    public List<String> ionCurrentNames() {
        return List.of(arrivingAt(target));
    }

    @Override
    public Map<String, NDArray> ionCurrents(SynapseContext synapse) {
        return Map.of(arrivingAt(target), synapse.get(ARRIVED));
    }

    /** True: what arrives is read in the next step. */
    @Override
    public boolean actsInNextStep() {
        return true;
    }

    @Override
    public List<Object> constants() {
        return spikes.isEmpty() ? List.of(target) : List.of(target, spikes);
    }

    @Override
    public String equations() {
        return (spikes.isEmpty() ? "when v_pre rises above threshold" : "at a spike (" + spikes + " = 1)")
                + ", an event of this weight goes to " + target + "\nno current";
    }
}
