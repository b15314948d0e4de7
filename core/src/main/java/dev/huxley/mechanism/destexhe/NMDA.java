package dev.huxley.mechanism.destexhe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.SynapseContext;

/**
 * An NMDA receptor (Destexhe, Mainen and Sejnowski, "Kinetic models of synaptic transmission", in Methods in Neuronal
 * Modeling, 1998) with the magnesium block of Jahr and Stevens (J. Neurosci. 10, 1990):
 *
 * <pre>
 * i = g R (v_post - e) / (1 + exp(-0.062 v_post) mg / 3.57)
 * </pre>
 *
 * <p>Parameters: {@code g} 1e-4 uS, {@code e} 0 mV, {@code alpha} 0.072 /(ms mM), {@code beta} 0.0066 /ms, {@code mg} 1
 * mM; the pulse {@code Cmax} 1 mM, {@code Cdur} 1 ms, {@code vt_pre} 0 mV, {@code deadtime} 1 ms. States: {@code R},
 * {@code C}, {@code R0}, {@code R1}, {@code timecount}.
 */
public final class NMDA extends PulsedReceptor {
    public NMDA() {
        this("NMDA");
    }

    /** The same synapse under another name. */
    public NMDA(String name) {
        super(name, 1e-4, 0, 0.072, 0.0066);
        parameter("mg", 1, "mM");
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray magnesium = synapse.get("mg").div(3.57);
        NDArray open =
                Rates.exp(synapse.postVoltage().mul(-0.062)).mul(magnesium).add(1);
        return super.current(synapse).mul(NDArrays.div(1, open));
    }

    @Override
    public String equations() {
        return """
                i = g R (v_post - e) / (1 + exp(-0.062 v_post) mg / 3.57)
                dR/dt = alpha C (1 - R) - beta R
                C = Cmax for Cdur after v_pre passes vt_pre, else 0; the next pulse may begin deadtime later
                i in nA, g in uS, C in mM""";
    }
}
