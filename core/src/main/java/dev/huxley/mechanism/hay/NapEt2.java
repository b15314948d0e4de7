package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;

/**
 * The persistent sodium current, {@code i_Na = gNapEt2 m^3 h (v - eNa)} (Magistretti and Alonso, Journal of General
 * Physiology 114, 1999; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code NapEt2_gNapEt2} 1e-5 S/cm2, shared {@code eNa} 50 mV. Gates {@code NapEt2_m},
 * {@code NapEt2_h}.
 */
public final class NapEt2 extends TemperedChannel {
    public NapEt2() {
        this("NapEt2");
    }

    /** The same channel under another name. */
    public NapEt2(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public NapEt2(String name, double celsius) {
        super(name, celsius);
        parameter("gNapEt2", 1e-5, "S/cm2");
        sharedParameter("eNa", 50, "mV");
        gateTowards("m", 0.1, v -> boltzmann(v.add(52.6).div(4.6)), this::tauM);
        gateTowards("h", 0.1, v -> boltzmann(v.add(48.8).div(-10)), this::tauH);
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gNapEt2").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                i_Na = gNapEt2 m^3 h (v - eNa)
                m: inf = 1 / (1 + exp(-(v + 52.6) / 4.6)), tau = 6 / ((alpha + beta) q)
                   alpha = 0.182 (v + 38) / (1 - exp(-(v + 38) / 6)), beta = 0.124 (-v - 38) / (1 - exp((v + 38) / 6))
                h: inf = 1 / (1 + exp((v + 48.8) / 10)), tau = 1 / ((alpha + beta) q)
                   alpha = 2.88e-6 (v + 17) / (exp((v + 17) / 4.63) - 1)
                   beta = 6.94e-6 (v + 64.4) / (1 - exp(-(v + 64.4) / 2.63))
                rates in 1/ms, tau in ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }

    private NDArray tauM(NDArray v) {
        NDArray rate = ShiftedRates.opening(v, -38).add(ShiftedRates.closing(v, -38));
        return NDArrays.div(6, rate);
    }

    private NDArray tauH(NDArray v) {
        NDArray alpha =
                linearOverExponential(v.add(17 + ShiftedRates.SHIFT), 4.63).mul(2.88e-6);
        NDArray x = v.add(64.4 - ShiftedRates.SHIFT);
        NDArray beta = linearOverExponential(x.neg(), 2.63).mul(6.94e-6).mul(excess(x));
        return NDArrays.div(1, alpha.add(beta));
    }

    /**
     * The factor {@code (x + 2 s) / x}, with s the shift: Jaxley shifts numerator and exponent of the rate in opposite
     * directions, which multiplies it by this factor. It is visible in traces of a whole cell (7e-7 mV after a few
     * spikes, 3e-5 of a gradient), since some compartment always passes near the pole at x = 0. Within s of the pole
     * the factor is {@code (x + s)^2 / (x^2 + s^2)} instead, which is between 0 and 2 everywhere.
     */
    private static NDArray excess(NDArray x) {
        double shift = ShiftedRates.SHIFT;
        return x.mul(2 * shift).div(x.square().add(shift * shift)).add(1);
    }
}
