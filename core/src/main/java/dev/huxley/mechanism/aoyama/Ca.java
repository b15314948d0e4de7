package dev.huxley.mechanism.aoyama;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The calcium current of horizontal cells of the rabbit, {@code iCa = gCa m^4 (v - eCa)} (Aoyama et al., Neuroscience
 * Research 37, 2000).
 *
 * <p>Parameters: {@code Ca_gCa} 9e-3 S/cm2, shared {@code eCa} 54.176 mV. Gate {@code Ca_m}. Here {@code eCa} is a
 * parameter: no mechanism of this library computes it.
 */
public final class Ca extends GatedChannel {
    public Ca() {
        this("Ca");
    }

    /** The same channel under another name. */
    public Ca(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gCa", 9e-3, "S/cm2");
        sharedParameter("eCa", 54.176, "mV");
        gateWithRatesPerSecond(
                "m", 0.059, v -> linearOverExponential(v.sub(68).neg(), 21).mul(240), v -> boltzmann(
                                v.add(55).div(-55))
                        .mul(800));
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gCa").mul(membrane.get("m").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                iCa = gCa m^4 (v - eCa)
                m: alpha = 240 (68 - v) / (exp((68 - v) / 21) - 1), beta = 800 / (exp((v + 55) / 55) + 1)
                rates in 1/s""";
    }
}
