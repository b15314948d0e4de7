package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A graded conductance behind two first-order stages; a short presynaptic spike gives the alpha function of Rall (J.
 * Neurophysiol. 30, 1967) when the two time constants are equal:
 *
 * <pre>
 * i = gS s (v_post - e_syn)
 * tau_rise dr/dt = 1 / (1 + exp((v_th - v_pre) / delta)) - r
 * tau_decay ds/dt = r - s
 * </pre>
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code v_th} -35 mV, {@code delta} 10 mV, {@code tau_rise} and
 * {@code tau_decay} 10 ms. States: {@code r} (0), {@code s} (0).
 */
public final class AlphaSynapse extends Synapse {
    public AlphaSynapse() {
        this("AlphaSynapse");
    }

    /** The same synapse under another name. */
    public AlphaSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("v_th", -35, "mV");
        parameter("delta", 10, "mV");
        parameter("tau_rise", 10, "ms");
        parameter("tau_decay", 10, "ms");
        state("r", 0);
        state("s", 0);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        double dt = synapse.timeStep();
        NDArray r =
                Gates.stepTowards(synapse.get("r"), dt, CurrentSynapse.activation(synapse), synapse.get("tau_rise"));
        return Map.of("r", r, "s", Gates.stepTowards(synapse.get("s"), dt, r, synapse.get("tau_decay")));
    }

    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        NDArray activation = CurrentSynapse.activation(synapse);
        return Map.of("r", activation, "s", activation);
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("gS").mul(synapse.get("s")).mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    @Override
    public String equations() {
        return """
                i = gS s (v_post - e_syn)
                tau_rise dr/dt = 1 / (1 + exp((v_th - v_pre) / delta)) - r
                tau_decay ds/dt = r - s
                i in nA, gS in uS""";
    }
}
