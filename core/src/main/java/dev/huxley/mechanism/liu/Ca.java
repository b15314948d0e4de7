package dev.huxley.mechanism.liu;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The calcium current of rods of the larval salamander, {@code iCa = gCa m h (v - eCa)} (Liu and Kourennyi, Annals of
 * Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code Ca_gCa} 4e-3 S/cm2. Gates {@code Ca_m}, {@code Ca_h}. Reads the shared state {@code eCa}, 40
 * mV unless something changes it.
 */
public final class Ca extends GatedChannel {
    public Ca() {
        this("Ca");
    }

    /** The same channel under another name. */
    public Ca(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gCa", 4e-3, "S/cm2");
        sharedState("eCa", 40, "mV");
        gateWithRates(
                "m", 0, v -> exp(v.add(10).div(12)).mul(0.1), v -> exp(v.add(10).div(-12))
                        .mul(0.1));
        gateWithRates("h", 1, v -> exp(v.sub(11).div(-18)).mul(5e-4), v -> exp(v.sub(11)
                        .div(18))
                .mul(0.01));
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gCa").mul(membrane.get("m")).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                iCa = gCa m h (v - eCa)
                m: alpha = 0.1 exp((v + 10) / 12), beta = 0.1 exp(-(v + 10) / 12)
                h: alpha = 5e-4 exp(-(v - 11) / 18), beta = 0.01 exp((v - 11) / 18)
                rates in 1/ms""";
    }
}
