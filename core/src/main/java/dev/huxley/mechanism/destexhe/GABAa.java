package dev.huxley.mechanism.destexhe;

/**
 * A GABA_A receptor (Destexhe, Mainen and Sejnowski, "Kinetic models of synaptic transmission", in Methods in Neuronal
 * Modeling, 1998): {@code i = g R (v_post - e)} with the bound fraction R under pulses of transmitter.
 *
 * <p>Parameters: {@code g} 1e-4 uS, {@code e} -80 mV, {@code alpha} 5 /(ms mM), {@code beta} 0.18 /ms; the pulse
 * {@code Cmax} 1 mM, {@code Cdur} 1 ms, {@code vt_pre} 0 mV, {@code deadtime} 1 ms. States: {@code R}, {@code C},
 * {@code R0}, {@code R1}, {@code timecount}.
 */
public final class GABAa extends PulsedReceptor {
    public GABAa() {
        this("GABAa");
    }

    /** The same synapse under another name. */
    public GABAa(String name) {
        super(name, 1e-4, -80, 5, 0.18);
    }
}
