package dev.huxley.mechanism.pospischil;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The high-threshold calcium current, {@code i_Ca = gCaL q^2 r (v - eCa)} (Pospischil et al., Biological Cybernetics
 * 99, 2008; Reuveni, Friedman, Amitai and Gutnick, Journal of Neuroscience 13, 1993).
 *
 * <p>Parameters: {@code CaL_gCaL} 1e-4 S/cm2, shared {@code eCa} 120 mV. Gates {@code CaL_q}, {@code CaL_r}.
 */
public final class CaL extends GatedChannel {
    public CaL() {
        this("CaL");
    }

    /** The same channel under another name. */
    public CaL(String name) {
        super(name);
        temperature(Temperature.measuredAt(36));
        parameter("gCaL", 1e-4, "S/cm2");
        sharedParameter("eCa", 120, "mV");
        gateWithRates("q", 0.2, v -> linearOverExponential(v.add(27).neg(), 3.8).mul(0.055), v -> exp(v.add(75)
                        .div(-17))
                .mul(0.94));
        gateWithRates(
                "r",
                0.2,
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
                membrane.get("gCaL").mul(membrane.get("q").square()).mul(membrane.get("r"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                i_Ca = gCaL q^2 r (v - eCa)
                q: alpha = 0.055 (-27 - v) / (exp((-27 - v) / 3.8) - 1), beta = 0.94 exp((-75 - v) / 17)
                r: alpha = 4.57e-4 exp((-13 - v) / 50), beta = 0.0065 / (exp((-15 - v) / 28) + 1)
                rates in 1/ms""";
    }
}
