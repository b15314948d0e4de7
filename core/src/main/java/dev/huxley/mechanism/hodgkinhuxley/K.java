package dev.huxley.mechanism.hodgkinhuxley;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The potassium current of the squid giant axon, {@code i_K = gK n^4 (v - eK)} (Hodgkin and Huxley, Journal of
 * Physiology 117, 1952).
 *
 * <p>Parameters: {@code K_gK} 0.035 S/cm2, {@code K_eK} -77 mV. Gate {@code K_n}.
 */
public final class K extends GatedChannel {
    public K() {
        this("K");
    }

    /** The same channel under another name. */
    public K(String name) {
        super(name);
        temperature(Temperature.measuredAt(6.3).withQ10(3));
        parameter("gK", 0.035, "S/cm2");
        parameter("eK", -77, "mV");
        gateWithRates("n", 0.1, SquidRates::openingN, SquidRates::closingN);
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gK").mul(membrane.get("n").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gK n^4 (v - eK)
                n: alpha = -0.01 (v + 55) / (exp(-(v + 55) / 10) - 1), beta = 0.125 exp(-(v + 65) / 80)
                rates in 1/ms at 6.3 °C, times 3^((celsius - 6.3) / 10) in a model with celsius""";
    }
}
