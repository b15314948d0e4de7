package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;

/**
 * A current that saturates with the presynaptic voltage: {@code i = -gS tanh((v_pre - x_offset) slope)}.
 *
 * <p>Parameters: {@code gS} 1e-4 nA, {@code x_offset} -70 mV, {@code slope} 1 /mV. No states.
 */
public final class TanhRateSynapse extends Synapse {
    public TanhRateSynapse() {
        this("TanhRateSynapse");
    }

    /** The same synapse under another name. */
    public TanhRateSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "nA");
        parameter("x_offset", -70, "mV");
        parameter("slope", 1, "1/mV");
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray drive = synapse.preVoltage().sub(synapse.get("x_offset")).mul(synapse.get("slope"));
        return synapse.get("gS").mul(drive.tanh()).neg();
    }

    @Override
    public String equations() {
        return """
                i = -gS tanh((v_pre - x_offset) slope)
                i and gS in nA""";
    }
}
