package dev.huxley.mechanism.fohlmeister;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The sodium current of retinal ganglion cells, {@code iNa = gNa m^3 h (v - eNa)} (Fohlmeister and Miller, Journal of
 * Neurophysiology 78, 1997).
 *
 * <p>Parameters: {@code Na_gNa} 0.05 S/cm2, {@code Na_eNa} 35 mV. Gates {@code Na_m}, {@code Na_h}.
 */
public final class Na extends GatedChannel {
    public Na() {
        this("Na");
    }

    /** The same channel under another name. */
    public Na(String name) {
        super(name);
        temperature(Temperature.measuredAt(22));
        parameter("gNa", 0.05, "S/cm2");
        parameter("eNa", 35, "mV");
        gateWithRates(
                "m",
                0.2,
                v -> Shifted.linearOverExponential(v.add(30).neg(), 10).mul(0.6),
                v -> exp(v.add(55).div(-18)).mul(20));
        gateWithRates(
                "h",
                0.2,
                v -> exp(v.add(50).div(-20)).mul(0.4),
                v -> NDArrays.div(6, exp(v.add(20).mul(-0.1)).add(1)));
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
                m: alpha = -0.6 (v + 30) / (exp(-(v + 30) / 10) - 1), beta = 20 exp(-(v + 55) / 18)
                h: alpha = 0.4 exp(-(v + 50) / 20), beta = 6 / (1 + exp(-0.1 (v + 20)))
                rates in 1/ms""";
    }
}
