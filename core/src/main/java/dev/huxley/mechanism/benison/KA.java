package dev.huxley.mechanism.benison;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The transient potassium current of ganglion cells of the cat, {@code iK = gKA m^3 h (v - eK)} (Benison et al.,
 * Journal of Theoretical Biology 210, 2001).
 *
 * <p>Parameters: {@code KA_gKA} 1.5e-3 S/cm2, shared {@code eK} -85 mV. Gates {@code KA_m}, {@code KA_h}.
 */
public final class KA extends GatedChannel {
    public KA() {
        this("KA");
    }

    /** The same channel under another name. */
    public KA(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKA", 1.5e-3, "S/cm2");
        sharedParameter("eK", -85, "mV");
        gateWithRates(
                "m", 0.2, v -> linearOverExponential(v.add(15).neg(), 1 / 0.12).mul(0.02), v -> exp(v.add(1)
                                .div(-30))
                        .mul(0.05));
        gateTowards("h", 0.2, v -> boltzmann(v.add(62).div(-6.35)), v -> v.onesLike()
                .mul(25));
    }

    @Override
    public String currentName() {
        return "iK";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKA").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iK = gKA m^3 h (v - eK)
                m: alpha = 0.02 (v + 15) / (1 - exp(-0.12 (v + 15))), beta = 0.05 exp(-(v + 1) / 30)
                h: inf = 1 / (1 + exp((v + 62) / 6.35)), tau = 25 ms
                rates in 1/ms""";
    }
}
