package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;

/**
 * A conductance that saturates with the presynaptic voltage:
 * {@code i = gS tanh((v_pre - x_offset) slope) (v_post - e_syn)}.
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code x_offset} -70 mV, {@code slope} 1 /mV. No states.
 */
public final class TanhConductanceSynapse extends Synapse {
    public TanhConductanceSynapse() {
        this("TanhConductanceSynapse");
    }

    /** The same synapse under another name. */
    public TanhConductanceSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("x_offset", -70, "mV");
        parameter("slope", 1, "1/mV");
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray drive = synapse.preVoltage().sub(synapse.get("x_offset")).mul(synapse.get("slope"));
        return synapse.get("gS").mul(drive.tanh()).mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    @Override
    public String equations() {
        return """
                i = gS tanh((v_pre - x_offset) slope) (v_post - e_syn)
                i in nA, gS in uS""";
    }
}
