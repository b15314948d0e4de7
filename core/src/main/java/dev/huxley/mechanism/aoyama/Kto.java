package dev.huxley.mechanism.aoyama;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The transient outward potassium current of horizontal cells of the rabbit, {@code iKto = gKto m^3 h (v - eK)}
 * (Aoyama et al., Neuroscience Research 37, 2000).
 *
 * <p>Parameters: {@code Kto_gKto} 0.015 S/cm2, shared {@code eK} -80 mV. Gates {@code Kto_m}, {@code Kto_h}.
 */
public final class Kto extends GatedChannel {
    public Kto() {
        this("Kto");
    }

    /** The same channel under another name. */
    public Kto(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKto", 0.015, "S/cm2");
        sharedParameter("eK", -80, "mV");
        gateWithRatesPerSecond("m", 0.139, v -> boltzmann(v.sub(50).div(28)).mul(2400), v -> exp(v.div(-36))
                .mul(80));
        gateWithRatesPerSecond(
                "h", 0.932, v -> exp(v.div(-60)), v -> boltzmann(v.add(40).div(5))
                        .mul(20));
    }

    @Override
    public String currentName() {
        return "iKto";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKto").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKto = gKto m^3 h (v - eK)
                m: alpha = 2400 / (1 + exp(-(v - 50) / 28)), beta = 80 exp(-v / 36)
                h: alpha = exp(-v / 60), beta = 20 / (exp(-(v + 40) / 5) + 1)
                rates in 1/s""";
    }
}
