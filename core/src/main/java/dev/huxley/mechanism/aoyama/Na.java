package dev.huxley.mechanism.aoyama;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The sodium current of horizontal cells of the rabbit, {@code iNa = gNa m^3 h (v - eNa)} (Aoyama et al.,
 * Neuroscience Research 37, 2000).
 *
 * <p>Parameters: {@code Na_gNa} 2.4e-3 S/cm2, {@code Na_eNa} 55 mV. Gates {@code Na_m}, {@code Na_h}.
 */
public final class Na extends GatedChannel {
    public Na() {
        this("Na");
    }

    /** The same channel under another name. */
    public Na(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gNa", 2.4e-3, "S/cm2");
        parameter("eNa", 55, "mV");
        gateWithRatesPerSecond(
                "m", 0.026, v -> linearOverExponential(v.sub(38).neg(), 25).mul(200), v -> exp(v.add(55)
                                .div(-18))
                        .mul(2000));
        gateWithRatesPerSecond("h", 0.922, v -> exp(v.add(80).div(-8)).mul(1000), v -> boltzmann(
                        v.sub(80).div(75))
                .mul(800));
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
                m: alpha = 200 (38 - v) / (exp((38 - v) / 25) - 1), beta = 2000 exp(-(v + 55) / 18)
                h: alpha = 1000 exp(-(v + 80) / 8), beta = 800 / (exp((80 - v) / 75) + 1)
                rates in 1/s""";
    }
}
