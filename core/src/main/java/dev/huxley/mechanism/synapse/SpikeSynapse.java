package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.List;
import java.util.Map;

/**
 * A conductance that is opened fully by a presynaptic spike and closes exponentially:
 *
 * <pre>
 * i = gS s (v_post - e_syn)
 * at a spike of the presynaptic neuron s = 1, else ds/dt = -s_decay s
 * </pre>
 *
 * The spike is a state of the presynaptic neuron, 1 in the step of a spike and 0 otherwise, such as {@code
 * Fire_spikes}. A step gives {@code spikes + (1 - spikes) s exp(-s_decay dt)}, so a surrogate derivative of the spikes
 * is passed on.
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code s_decay} 10 /ms. State: {@code s} (0).
 */
public final class SpikeSynapse extends Synapse {
    private final String spikes;

    /** A synapse driven by the spikes of the mechanism {@code Fire}. */
    public SpikeSynapse() {
        this("SpikeSynapse", "Fire_spikes");
    }

    /**
     * @param name the name of the synapse
     * @param spikes the state of the presynaptic compartment that is 1 in the step of a spike
     */
    public SpikeSynapse(String name, String spikes) {
        super(name);
        this.spikes = spikes;
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("s_decay", 10, "1/ms");
        state("s", 0);
        readsPre(spikes);
    }

    @Override
    public List<Object> constants() {
        return List.of(spikes);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray spike = synapse.pre(spikes);
        NDArray closing = synapse.get("s")
                .mul(synapse.get("s_decay").mul(-synapse.timeStep()).exp());
        return Map.of("s", spike.add(NDArrays.sub(1, spike).mul(closing)));
    }

    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        return Map.of("s", synapse.pre(spikes));
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("gS").mul(synapse.get("s")).mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    @Override
    public String equations() {
        return """
                i = gS s (v_post - e_syn)
                at a spike of the presynaptic neuron s = 1, else ds/dt = -s_decay s
                i in nA, gS in uS""";
    }
}
