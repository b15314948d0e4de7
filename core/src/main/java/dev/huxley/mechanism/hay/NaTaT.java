package dev.huxley.mechanism.hay;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;

/**
 * The transient sodium current of the axon, {@code i_Na = gNaTaT m^3 h (v - eNa)} (Colbert and Pan, Nature
 * Neuroscience 5, 2002; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code NaTaT_gNaTaT} 1e-5 S/cm2, shared {@code eNa} 50 mV. Gates {@code NaTaT_m}, {@code NaTaT_h}.
 */
public final class NaTaT extends TemperedChannel {
    public NaTaT() {
        this("NaTaT");
    }

    /** The same channel under another name. */
    public NaTaT(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public NaTaT(String name, double celsius) {
        super(name, celsius);
        parameter("gNaTaT", 1e-5, "S/cm2");
        sharedParameter("eNa", 50, "mV");
        gateWithRates("m", 0.1, v -> ShiftedRates.opening(v, -38), v -> ShiftedRates.closing(v, -38));
        gateWithRates("h", 0.1, v -> ShiftedRates.recovering(v, -66), v -> ShiftedRates.inactivating(v, -66));
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gNaTaT").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                i_Na = gNaTaT m^3 h (v - eNa)
                m: alpha = 0.182 (v + 38) / (1 - exp(-(v + 38) / 6)) q
                   beta = 0.124 (-v - 38) / (1 - exp((v + 38) / 6)) q
                h: alpha = 0.015 (v + 66) / (exp((v + 66) / 6) - 1) q
                   beta = 0.015 (-v - 66) / (exp(-(v + 66) / 6) - 1) q
                rates in 1/ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }
}
