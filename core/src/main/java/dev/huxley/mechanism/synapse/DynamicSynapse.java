package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A graded conductance that follows the presynaptic voltage with a delay:
 *
 * <pre>
 * i = gS s (v_post - e_syn)
 * tau ds/dt = 1 / (1 + exp((v_th - v_pre) / delta)) - s
 * </pre>
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code v_th} -35 mV, {@code delta} 10 mV, {@code tau} 5 ms.
 * State: {@code s} (0).
 */
public final class DynamicSynapse extends Synapse {
    public DynamicSynapse() {
        this("DynamicSynapse");
    }

    /** The same synapse under another name. */
    public DynamicSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("v_th", -35, "mV");
        parameter("delta", 10, "mV");
        parameter("tau", 5, "ms");
        state("s", 0);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray activation = CurrentSynapse.activation(synapse);
        return Map.of("s", Gates.stepTowards(synapse.get("s"), synapse.timeStep(), activation, synapse.get("tau")));
    }

    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        return Map.of("s", CurrentSynapse.activation(synapse));
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("gS").mul(synapse.get("s")).mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    @Override
    public String equations() {
        return """
                i = gS s (v_post - e_syn)
                tau ds/dt = 1 / (1 + exp((v_th - v_pre) / delta)) - s
                i in nA, gS in uS""";
    }
}
