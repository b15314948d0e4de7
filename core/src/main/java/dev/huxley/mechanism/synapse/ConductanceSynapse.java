package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;

/**
 * An instantaneous graded conductance: {@code i = gS (v_post - e_syn) / (1 + exp((v_th - v_pre) / delta))}.
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code v_th} -35 mV, {@code delta} 10 mV. No states.
 */
public final class ConductanceSynapse extends Synapse {
    public ConductanceSynapse() {
        this("ConductanceSynapse");
    }

    /** The same synapse under another name. */
    public ConductanceSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("v_th", -35, "mV");
        parameter("delta", 10, "mV");
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray conductance = synapse.get("gS").mul(CurrentSynapse.activation(synapse));
        return conductance.mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    @Override
    public String equations() {
        return """
                i = gS (v_post - e_syn) / (1 + exp((v_th - v_pre) / delta))
                i in nA, gS in uS""";
    }
}
