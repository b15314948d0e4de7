package dev.huxley.mechanism.neuron;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A conductance that responds to events with a difference of two exponentials, NEURON's Exp2Syn (Hines and Carnevale,
 * Neural Comput. 9, 1997) with the weight, threshold and delay of its NetCon:
 *
 * <pre>
 * i = (B - A) (v_post - e)
 * dA/dt = -A / tau1, dB/dt = -B / tau2
 * at an event A and B grow by weight f
 * </pre>
 *
 * with the factor f for which the response to one event peaks at {@code weight}, at the time tau1 tau2 / (tau2 - tau1)
 * ln(tau2 / tau1) after it. As in NEURON, a tau1 above 0.9999 tau2 counts as 0.9999 tau2, which is the alpha function
 * to four digits, and one below 1e-9 tau2 as 1e-9 tau2.
 *
 * <p>{@link ExpSyn} describes events and connections.
 *
 * <p>Parameters: {@code Exp2Syn_weight} 1e-4 uS, {@code Exp2Syn_e} 0 mV, {@code Exp2Syn_tau1} 0.1 ms (rise), {@code
 * Exp2Syn_tau2} 10 ms (decay), {@code Exp2Syn_threshold} 10 mV. States: {@code Exp2Syn_A} and {@code Exp2Syn_B} (0 uS),
 * whose difference is the conductance in the preceding step, NEURON's g; {@code Exp2Syn_above} (0), which is 1 while
 * the presynaptic voltage is above the threshold. Gradients pass through the conductance; the time of an event has
 * none.
 */
public final class Exp2Syn extends EventSynapse {
    private static final double SLOWEST_RISE = 0.9999;
    private static final double FASTEST_RISE = 1e-9;

    public Exp2Syn() {
        this("Exp2Syn");
    }

    /** The same synapse under another name. */
    public Exp2Syn(String name) {
        super(name);
        declare();
    }

    /**
     * A synapse driven by spikes instead of a threshold.
     *
     * @param name the name of the synapse
     * @param spikes the state of the presynaptic compartment that is 1 where there is a spike
     */
    public Exp2Syn(String name, String spikes) {
        super(name, spikes);
        declare();
    }

    private void declare() {
        parameter("tau1", 0.1, "ms");
        parameter("tau2", 10, "ms");
        state("A", 0, "uS");
        state("B", 0, "uS");
    }

    @Override
    Map<String, NDArray> advance(SynapseContext synapse, NDArray jump) {
        NDArray tau2 = synapse.get("tau2");
        NDArray tau1 = synapse.get("tau1").minimum(tau2.mul(SLOWEST_RISE)).maximum(tau2.mul(FASTEST_RISE));
        NDArray peak = tau1.mul(tau2).div(tau2.sub(tau1)).mul(tau2.div(tau1).log());
        NDArray height = peak.div(tau2).neg().exp().sub(peak.div(tau1).neg().exp());
        NDArray normed = jump.div(height);
        return Map.of(
                "A", synapse.get("A").mul(decay(synapse, tau1)).add(normed),
                "B", synapse.get("B").mul(decay(synapse, tau2)).add(normed));
    }

    @Override
    NDArray conductance(SynapseContext synapse) {
        return synapse.get("B").sub(synapse.get("A"));
    }

    @Override
    public String equations() {
        return """
                i = (B - A) (v_post - e)
                dA/dt = -A / tau1, dB/dt = -B / tau2
                %s, A and B grow by weight f; the answer to one event peaks at weight
                i in nA, A, B and weight in uS, tau1 and tau2 in ms"""
                .formatted(events());
    }
}
