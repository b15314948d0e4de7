package dev.huxley.mechanism.benison;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The transient calcium current of ganglion cells of the cat, {@code iCa = gCaN m^2 h (v - eCa)} (Benison et al.,
 * Journal of Theoretical Biology 210, 2001).
 *
 * <p>Parameters: {@code CaN_gCaN} 1.5e-3 S/cm2. Gates {@code CaN_m}, {@code CaN_h}. Reads the shared state {@code
 * eCa}, 125 mV unless something changes it.
 */
public final class CaN extends GatedChannel {
    public CaN() {
        this("CaN");
    }

    /** The same channel under another name. */
    public CaN(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gCaN", 1.5e-3, "S/cm2");
        sharedState("eCa", 125, "mV");
        gateWithRates("m", 1, v -> linearOverExponential(v.sub(20).neg(), 10).mul(0.1), v -> exp(v.add(25)
                        .div(-18))
                .mul(0.4));
        gateWithRates("h", 0, v -> exp(v.add(50).div(-10)).mul(0.01), v -> boltzmann(
                        v.add(17).div(17))
                .mul(0.1));
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gCaN").mul(membrane.get("m").square()).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                iCa = gCaN m^2 h (v - eCa)
                m: alpha = 0.1 (v - 20) / (1 - exp(-0.1 (v - 20))), beta = 0.4 exp(-(v + 25) / 18)
                h: alpha = 0.01 exp(-(v + 50) / 10), beta = 0.1 / (1 + exp(-(v + 17) / 17))
                rates in 1/ms""";
    }
}
