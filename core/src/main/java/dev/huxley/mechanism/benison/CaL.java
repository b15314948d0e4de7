package dev.huxley.mechanism.benison;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The sustained calcium current of ganglion cells of the cat, {@code iCa = gCaL m^2 (v - eCa)} (Benison et al.,
 * Journal of Theoretical Biology 210, 2001).
 *
 * <p>Parameters: {@code CaL_gCaL} 2e-3 S/cm2. Gate {@code CaL_m}. Reads the shared state {@code eCa}, 125 mV unless
 * something changes it.
 */
public final class CaL extends GatedChannel {
    public CaL() {
        this("CaL");
    }

    /** The same channel under another name. */
    public CaL(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gCaL", 2e-3, "S/cm2");
        sharedState("eCa", 125, "mV");
        gateWithRates("m", 0.1, v -> linearOverExponential(v.sub(3).neg(), 12.5).mul(0.061), v -> exp(v.sub(10)
                        .div(-15))
                .mul(0.058));
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gCaL").mul(membrane.get("m").square());
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                iCa = gCaL m^2 (v - eCa)
                m: alpha = 0.061 (v - 3) / (1 - exp(-(v - 3) / 12.5)), beta = 0.058 exp(-(v - 10) / 15)
                rates in 1/ms""";
    }
}
