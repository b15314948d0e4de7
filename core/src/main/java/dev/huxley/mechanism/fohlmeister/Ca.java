package dev.huxley.mechanism.fohlmeister;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The calcium current of retinal ganglion cells, {@code iCa = gCa c^3 (v - eCa)} (Fohlmeister and Miller, Journal of
 * Neurophysiology 78, 1997).
 *
 * <p>Parameter: {@code Ca_gCa} 2.2e-3 S/cm2. Gate {@code Ca_c}. Reads the shared state {@code eCa}, 40 mV unless
 * {@link CaNernstReversal} computes it.
 */
public final class Ca extends GatedChannel {
    public Ca() {
        this("Ca");
    }

    /** The same channel under another name. */
    public Ca(String name) {
        super(name);
        temperature(Temperature.measuredAt(22));
        parameter("gCa", 2.2e-3, "S/cm2");
        sharedState("eCa", 40, "mV");
        gateWithRates(
                "c",
                0.1,
                v -> Shifted.linearOverExponential(v.add(13).neg(), 10).mul(0.3),
                v -> exp(v.add(38).div(-18)).mul(10));
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gCa").mul(membrane.get("c").pow(3));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                iCa = gCa c^3 (v - eCa)
                c: alpha = -0.3 (v + 13) / (exp(-(v + 13) / 10) - 1), beta = 10 exp(-(v + 38) / 18)
                rates in 1/ms""";
    }
}
