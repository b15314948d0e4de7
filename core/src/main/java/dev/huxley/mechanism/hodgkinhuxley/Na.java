package dev.huxley.mechanism.hodgkinhuxley;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The sodium current of the squid giant axon, {@code i_Na = gNa m^3 h (v - eNa)} (Hodgkin and Huxley, Journal of
 * Physiology 117, 1952).
 *
 * <p>Parameters: {@code Na_gNa} 0.04 S/cm2, {@code Na_eNa} 55 mV. Gates {@code Na_m}, {@code Na_h}.
 */
public final class Na extends GatedChannel {
    public Na() {
        this("Na");
    }

    /** The same channel under another name. */
    public Na(String name) {
        super(name);
        temperature(Temperature.measuredAt(6.3).withQ10(3));
        parameter("gNa", 0.04, "S/cm2");
        parameter("eNa", 55, "mV");
        gateWithRates("m", 0.2, SquidRates::openingM, SquidRates::closingM);
        gateWithRates("h", 0.2, SquidRates::openingH, SquidRates::closingH);
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gNa").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                i_Na = gNa m^3 h (v - eNa)
                m: alpha = -0.1 (v + 40) / (exp(-(v + 40) / 10) - 1), beta = 4 exp(-(v + 65) / 18)
                h: alpha = 0.07 exp(-(v + 65) / 20), beta = 1 / (exp(-(v + 35) / 10) + 1)
                rates in 1/ms at 6.3 °C, times 3^((celsius - 6.3) / 10) in a model with celsius""";
    }
}
