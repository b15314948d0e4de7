package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;

/**
 * An instantaneous graded current: {@code i = -gS / (1 + exp((v_th - v_pre) / delta))}.
 *
 * <p>Parameters: {@code gS} 1e-4 nA, {@code v_th} -35 mV, {@code delta} 10 mV. No states.
 */
public final class CurrentSynapse extends Synapse {
    public CurrentSynapse() {
        this("CurrentSynapse");
    }

    /** The same synapse under another name. */
    public CurrentSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "nA");
        parameter("v_th", -35, "mV");
        parameter("delta", 10, "mV");
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("gS").mul(activation(synapse)).neg();
    }

    /** The Boltzmann function of the presynaptic voltage, shared by graded synapses. */
    static NDArray activation(SynapseContext synapse) {
        return Rates.boltzmann(synapse.preVoltage().sub(synapse.get("v_th")).div(synapse.get("delta")));
    }

    @Override
    public String equations() {
        return """
                i = -gS / (1 + exp((v_th - v_pre) / delta))
                i and gS in nA""";
    }
}
