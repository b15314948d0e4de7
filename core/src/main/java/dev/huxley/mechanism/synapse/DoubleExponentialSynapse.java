package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseView;
import java.util.Map;

/**
 * A conductance that answers every presynaptic spike with a difference of two exponentials:
 *
 * <pre>
 * i = gS w (decay - rise) (v_post - e_syn)
 * d rise/dt = -rise / tau_rise,   d decay/dt = -decay / tau_decay;   at a spike both grow by 1
 * </pre>
 *
 * with the factor w that makes the answer to one spike reach gS at its peak (as in NEURON's Exp2Syn; Hines and Carnevale,
 * Neural Comput. 9, 1997). A spike is an upward crossing of {@code v_th} by the presynaptic voltage.
 *
 * <p>Parameters: {@code gS} 1e-4 uS, {@code e_syn} 0 mV, {@code v_th} -20 mV, {@code tau_rise} 0.5 ms, {@code tau_decay}
 * 5 ms, which must be larger than {@code tau_rise}. States: {@code rise} (0), {@code decay} (0), and {@code above} (0),
 * which is 1 while the presynaptic voltage is above the threshold. Gradients flow through the time courses; the time of a
 * spike has none.
 */
public final class DoubleExponentialSynapse extends Synapse {
    public DoubleExponentialSynapse() {
        this("DoubleExponentialSynapse");
    }

    /** The same synapse under another name. */
    public DoubleExponentialSynapse(String name) {
        super(name);
        parameter("gS", 1e-4, "uS");
        parameter("e_syn", 0, "mV");
        parameter("v_th", -20, "mV");
        parameter("tau_rise", 0.5, "ms");
        parameter("tau_decay", 5, "ms");
        state("rise", 0);
        state("decay", 0);
        state("above", 0);
    }

    @Override
    public Map<String, NDArray> update(SynapseView synapse) {
        NDArray above = synapse.preVoltage().gte(synapse.get("v_th")).toType(DataType.FLOAT64, false);
        NDArray spike = above.mul(NDArrays.sub(1, synapse.get("above")));
        return Map.of(
                "rise", decayed(synapse, "rise", "tau_rise").add(spike),
                "decay", decayed(synapse, "decay", "tau_decay").add(spike),
                "above", above);
    }

    @Override
    public NDArray current(SynapseView synapse) {
        NDArray rise = synapse.get("tau_rise");
        NDArray decay = synapse.get("tau_decay");
        NDArray peak = rise.mul(decay).div(decay.sub(rise)).mul(decay.div(rise).log());
        NDArray height = peak.div(decay).neg().exp().sub(peak.div(rise).neg().exp());
        NDArray conductance = synapse.get("gS")
                .mul(synapse.get("decay").sub(synapse.get("rise")))
                .div(height);
        return conductance.mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    private static NDArray decayed(SynapseView synapse, String state, String tau) {
        return synapse.get(state)
                .mul(NDArrays.div(-synapse.timeStep(), synapse.get(tau)).exp());
    }

    @Override
    public String equations() {
        return """
                i = gS w (decay - rise) (v_post - e_syn), w such that one spike reaches gS at its peak
                d rise/dt = -rise / tau_rise, d decay/dt = -decay / tau_decay
                at a spike, where v_pre crosses v_th upwards, rise and decay grow by 1
                i in nA, gS in uS""";
    }
}
