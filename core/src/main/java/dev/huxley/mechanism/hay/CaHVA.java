package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;
import static dev.huxley.mechanism.hay.ShiftedRates.SHIFT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The high-voltage-activated calcium current, {@code i_Ca = gCaHVA m^2 h (v - eCa)} (Reuveni, Friedman, Amitai and
 * Gutnick, Journal of Neuroscience 13, 1993; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code CaHVA_gCaHVA} 1e-5 S/cm2, shared state {@code eCa} 0 mV, which {@link dev.huxley.mechanism.ion.CaNernstReversal}
 * computes. Gates {@code CaHVA_m}, {@code CaHVA_h}.
 */
public final class CaHVA extends GatedChannel {
    public CaHVA() {
        this("CaHVA");
    }

    /** The same channel under another name. */
    public CaHVA(String name) {
        super(name);
        parameter("gCaHVA", 1e-5, "S/cm2");
        sharedState("eCa", 0, "mV");
        gateWithRates(
                "m",
                0.1,
                v -> linearOverExponential(v.add(27 - SHIFT).neg(), 3.8).mul(0.055),
                v -> exp(v.add(75 - SHIFT).div(-17)).mul(0.94));
        gateWithRates(
                "h",
                0.1,
                v -> exp(v.add(13).div(-50)).mul(4.57e-4),
                v -> NDArrays.div(0.0065, exp(v.add(15).div(-28)).add(1)));
    }

    @Override
    public String currentName() {
        return "i_Ca";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gCaHVA").mul(membrane.get("m").square()).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                i_Ca = gCaHVA m^2 h (v - eCa)
                m: alpha = 0.055 (-27 - v) / (exp((-27 - v) / 3.8) - 1), beta = 0.94 exp((-75 - v) / 17)
                h: alpha = 4.57e-4 exp((-13 - v) / 50), beta = 0.0065 / (exp((-15 - v) / 28) + 1)
                rates in 1/ms""";
    }
}
