package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A graded chemical synapse (Abbott and Marder, "Modeling small networks", in Methods in Neuronal Modeling, 1998; Prinz,
 * Bucher and Marder, Nat. Neurosci. 7, 2004): the presynaptic voltage opens its gate,
 *
 * <pre>
 * i = gS s (v_post - e_syn)
 * s: inf = 1 / (1 + exp((v_th - v_pre) / delta)), tau = (1 - inf) / k_minus
 * </pre>
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code k_minus} 0.025 /ms, {@code v_th} -35 mV, {@code delta}
 * 10 mV. State: {@code s} (0.2). With {@code exp((v_pre - v_th) / delta)} for x the steady state is computed as {@code
 * x / (x + 1)} and the rate 1/tau as {@code k_minus (x + 1)}: the same numbers with one exponential less and without a
 * division by zero.
 */
public final class IonotropicSynapse extends Synapse {
    public IonotropicSynapse() {
        this("IonotropicSynapse");
    }

    /** The same synapse under another name. */
    public IonotropicSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("k_minus", 0.025, "1/ms");
        parameter("v_th", -35, "mV");
        parameter("delta", 10, "mV");
        state("s", 0.2);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        NDArray drive = Rates.exp(synapse.preVoltage().sub(synapse.get("v_th")).div(synapse.get("delta")));
        NDArray steady = drive.div(drive.add(1));
        NDArray rate = synapse.get("k_minus").mul(drive.add(1));
        NDArray decay = rate.mul(-synapse.timeStep()).exp();
        return Map.of("s", steady.add(synapse.get("s").sub(steady).mul(decay)));
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
                s: inf = 1 / (1 + exp((v_th - v_pre) / delta)), tau = (1 - inf) / k_minus
                i in nA, gS in uS, tau in ms""";
    }
}
