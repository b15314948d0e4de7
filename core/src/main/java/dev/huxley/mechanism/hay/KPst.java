package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;

/**
 * The slow, persistent potassium current, {@code i_K = gKPst m^2 h (v - eK)} (Korngreen and Sakmann, Journal of
 * Physiology 525, 2000; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code KPst_gKPst} 1e-5 S/cm2, shared {@code eK} -77 mV. Gates {@code KPst_m}, {@code KPst_h}.
 */
public final class KPst extends TemperedChannel {
    public KPst() {
        this("KPst");
    }

    /** The same channel under another name. */
    public KPst(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public KPst(String name, double celsius) {
        super(name, celsius);
        parameter("gKPst", 1e-5, "S/cm2");
        sharedParameter("eK", -77, "mV");
        gateTowards("m", 0.1, v -> boltzmann(v.add(10 + 1).div(12)), this::tauM);
        gateTowards("h", 0.1, v -> boltzmann(v.add(10 + 54).div(-11)), this::tauH);
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gKPst").mul(membrane.get("m").square()).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gKPst m^2 h (v - eK), u = v + 10
                m: inf = 1 / (1 + exp(-(u + 1) / 12))
                   tau = (1.25 + 175.03 exp(0.026 u)) / q below u = -50, (1.25 + 13 exp(-0.026 u)) / q above
                h: inf = 1 / (1 + exp((u + 54) / 11))
                   tau = (360 + (1010 + 24 (u + 55)) exp(-((u + 75) / 48)^2)) / q
                tau in ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }

    private NDArray tauM(NDArray v) {
        NDArray u = v.add(10);
        NDArray below = exp(u.mul(0.026)).mul(175.03);
        NDArray above = exp(u.mul(-0.026)).mul(13);
        return NDArrays.where(u.lt(-50), below, above).add(1.25);
    }

    private NDArray tauH(NDArray v) {
        NDArray u = v.add(10);
        NDArray bell = exp(u.add(75).div(48).square().neg());
        return u.add(55).mul(24).add(1010).mul(bell).add(360);
    }
}
