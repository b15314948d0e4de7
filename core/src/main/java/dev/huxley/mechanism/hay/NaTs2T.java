package dev.huxley.mechanism.hay;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;

/**
 * The transient sodium current of the soma and dendrites, {@code i_Na = gNaTs2T m^3 h (v - eNa)} (Colbert and Pan, Nature
 * Neuroscience 5, 2002; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code NaTs2T_gNaTs2T} 1e-5 S/cm2, shared {@code eNa} 50 mV. Gates {@code NaTs2T_m}, {@code NaTs2T_h}.
 */
public final class NaTs2T extends TemperedChannel {
    public NaTs2T() {
        this("NaTs2T");
    }

    /** The same channel under another name. */
    public NaTs2T(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public NaTs2T(String name, double celsius) {
        super(name, celsius);
        parameter("gNaTs2T", 1e-5, "S/cm2");
        sharedParameter("eNa", 50, "mV");
        gateWithRates("m", 0.1, v -> ShiftedRates.opening(v, -32), v -> ShiftedRates.closing(v, -32));
        gateWithRates("h", 0.1, v -> ShiftedRates.recovering(v, -60), v -> ShiftedRates.inactivating(v, -60));
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gNaTs2T").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                i_Na = gNaTs2T m^3 h (v - eNa)
                m: alpha = 0.182 (v + 32) / (1 - exp(-(v + 32) / 6)) q
                   beta = 0.124 (-v - 32) / (1 - exp((v + 32) / 6)) q
                h: alpha = 0.015 (v + 60) / (exp((v + 60) / 6) - 1) q
                   beta = 0.015 (-v - 60) / (exp(-(v + 60) / 6) - 1) q
                rates in 1/ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }
}
