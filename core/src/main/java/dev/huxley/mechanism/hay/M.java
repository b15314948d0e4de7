package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;

/**
 * The muscarinic potassium current, {@code i_K = gM m (v - eK)} (Adams, Brown and Constanti, Journal of Physiology 330,
 * 1982; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code M_gM} 1e-5 S/cm2, shared {@code eK} -77 mV. Gate {@code M_m}.
 */
public final class M extends TemperedChannel {
    public M() {
        this("M");
    }

    /** The same channel under another name. */
    public M(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public M(String name, double celsius) {
        super(name, celsius);
        parameter("gM", 1e-5, "S/cm2");
        sharedParameter("eK", -77, "mV");
        gateWithRates("m", 0, v -> exp(v.add(35).mul(0.1)).mul(3.3e-3), v -> exp(v.add(35)
                        .mul(-0.1))
                .mul(3.3e-3));
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gM").mul(membrane.get("m"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gM m (v - eK)
                m: alpha = 3.3e-3 exp(0.1 (v + 35)) q, beta = 3.3e-3 exp(-0.1 (v + 35)) q
                rates in 1/ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }
}
