package dev.huxley.mechanism.benison;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The delayed-rectifier potassium current of ganglion cells of the cat, {@code iK = gKdr m^4 (v - eK)} (Benison et
 * al., Journal of Theoretical Biology 210, 2001).
 *
 * <p>Parameters: {@code Kdr_gKdr} 0.075 S/cm2, shared {@code eK} -85 mV. Gate {@code Kdr_m}. The rates are those of
 * Jaxley's implementation; the printed ones do not give spikes.
 */
public final class Kdr extends GatedChannel {
    public Kdr() {
        this("Kdr");
    }

    /** The same channel under another name. */
    public Kdr(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKdr", 0.075, "S/cm2");
        sharedParameter("eK", -85, "mV");
        gateWithRates("m", 0.1, v -> linearOverExponential(v.add(30).neg(), 10).mul(0.0065), v -> exp(v.add(15)
                        .div(-15))
                .mul(0.083));
    }

    @Override
    public String currentName() {
        return "iK";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKdr").mul(membrane.get("m").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iK = gKdr m^4 (v - eK)
                m: alpha = 0.0065 (v + 30) / (1 - exp(-(v + 30) / 10)), beta = 0.083 exp(-(v + 15) / 15)
                rates in 1/ms""";
    }
}
