package dev.huxley.mechanism.neuron;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A conductance that jumps at events and decays exponentially, NEURON's ExpSyn (Hines and Carnevale, Neural Comput. 9,
 * 1997) with the weight, threshold and delay of its NetCon:
 *
 * <pre>
 * i = g (v_post - e)
 * dg/dt = -g / tau
 * at an event g grows by weight
 * </pre>
 *
 * <p>Several connections to one point process in NEURON are several synapses here, with the same sum of currents. An
 * event occurs when the presynaptic voltage rises above the threshold, or at given times of a {@code SpikeSource}:
 *
 * <pre>{@code
 * network.connect(cell, other, new ExpSyn()).set("ExpSyn_weight", 5e-4);
 * network.connect(cell, other, new ExpSyn()).set("delay", 1.5);
 * network.connect(source, other, new ExpSyn("Input", "SpikeSource_spikes"));
 * }</pre>
 *
 * <p>An event acts in the step whose beginning is nearest. The time of a source and the delay are rounded separately,
 * so their sum may be off by a step if both lie between time points. The threshold is checked at the beginning of each
 * step, and a cell that starts above it sends an event in the first step, without delay.
 *
 * <p>Parameters: {@code ExpSyn_weight} 1e-4 uS, {@code ExpSyn_e} 0 mV, {@code ExpSyn_tau} 0.1 ms, {@code
 * ExpSyn_threshold} 10 mV. States: {@code ExpSyn_g} (0 uS), the conductance in the preceding step (NEURON's is smaller
 * by one decay, since it decays after the step), and {@code ExpSyn_above} (0), which is 1 while the presynaptic voltage
 * is above the threshold. Gradients pass through the conductance; the time of an event has none.
 */
public final class ExpSyn extends EventSynapse {
    public ExpSyn() {
        this("ExpSyn");
    }

    /** The same synapse under another name. */
    public ExpSyn(String name) {
        super(name);
        declare();
    }

    /**
     * A synapse driven by spikes instead of a threshold.
     *
     * @param name the name of the synapse
     * @param spikes the state of the presynaptic compartment that is 1 where there is a spike
     */
    public ExpSyn(String name, String spikes) {
        super(name, spikes);
        declare();
    }

    private void declare() {
        parameter("tau", 0.1, "ms");
        state("g", 0, "uS");
    }

    @Override
    Map<String, NDArray> advance(SynapseContext synapse, NDArray jump) {
        return Map.of(
                "g", synapse.get("g").mul(decay(synapse, synapse.get("tau"))).add(jump));
    }

    @Override
    NDArray conductance(SynapseContext synapse) {
        return synapse.get("g");
    }

    @Override
    public String equations() {
        return """
                i = g (v_post - e)
                dg/dt = -g / tau
                %s, g grows by weight
                i in nA, g and weight in uS, tau in ms"""
                .formatted(events());
    }
}
