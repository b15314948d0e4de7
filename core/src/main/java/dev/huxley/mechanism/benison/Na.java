package dev.huxley.mechanism.benison;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The sodium current of ganglion cells of the cat, {@code iNa = gNa m^3 h (v - eNa)} (Benison et al., Journal of
 * Theoretical Biology 210, 2001).
 *
 * <p>Parameters: {@code Na_gNa} 0.15 S/cm2, {@code Na_eNa} 75 mV. Gates {@code Na_m}, {@code Na_h}.
 */
public final class Na extends GatedChannel {
    public Na() {
        this("Na");
    }

    /** The same channel under another name. */
    public Na(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gNa", 0.15, "S/cm2");
        parameter("eNa", 75, "mV");
        gateWithRates(
                "m", 0.1, v -> linearOverExponential(v.add(29).neg(), 1 / 0.18).mul(0.5), v -> exp(v.add(45)
                                .div(-15))
                        .mul(6));
        gateWithRates("h", 0, v -> exp(v.add(47).div(-20)).mul(0.15), v -> boltzmann(
                        v.add(20).mul(0.1))
                .mul(2.8));
    }

    @Override
    public String currentName() {
        return "iNa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gNa").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                iNa = gNa m^3 h (v - eNa)
                m: alpha = 0.5 (v + 29) / (1 - exp(-0.18 (v + 29))), beta = 6 exp(-(v + 45) / 15)
                h: alpha = 0.15 exp(-(v + 47) / 20), beta = 2.8 / (1 + exp(-0.1 (v + 20)))
                rates in 1/ms""";
    }
}
