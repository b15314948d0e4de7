package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.boltzmann;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;

/**
 * The low-voltage-activated calcium current, {@code i_Ca = gCaLVA m^2 h (v - eCa)} (Avery and Johnston, Journal of
 * Neuroscience 16, 1996; Randall and Tsien, Neuropharmacology 36, 1997; as in Hay et al., PLoS Computational
 * Biology 7, 2011).
 *
 * <p>Parameters: {@code CaLVA_gCaLVA} 1e-5 S/cm2, shared state {@code eCa} 0 mV, which {@link dev.huxley.mechanism.ion.CaNernstReversal}
 * computes. Gates {@code CaLVA_m}, {@code CaLVA_h}.
 */
public final class CaLVA extends TemperedChannel {
    public CaLVA() {
        this("CaLVA");
    }

    /** The same channel under another name. */
    public CaLVA(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public CaLVA(String name, double celsius) {
        super(name, celsius);
        parameter("gCaLVA", 1e-5, "S/cm2");
        sharedState("eCa", 0, "mV");
        gateTowards("m", 0, v -> boltzmann(v.add(10 + 30).div(6)), v -> boltzmann(
                        v.add(10 + 25).div(-5))
                .mul(20)
                .add(5));
        gateTowards("h", 0, v -> boltzmann(v.add(10 + 80).div(-6.4)), v -> boltzmann(
                        v.add(10 + 40).div(-7))
                .mul(50)
                .add(20));
    }

    @Override
    public String currentName() {
        return "i_Ca";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gCaLVA").mul(membrane.get("m").square()).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                i_Ca = gCaLVA m^2 h (v - eCa), u = v + 10
                m: inf = 1 / (1 + exp(-(u + 30) / 6)), tau = (5 + 20 / (1 + exp((u + 25) / 5))) / q
                h: inf = 1 / (1 + exp((u + 80) / 6.4)), tau = (20 + 50 / (1 + exp((u + 40) / 7))) / q
                tau in ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }
}
