package dev.huxley.mechanism.liu;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The non-inactivating potassium current of rods of the larval salamander, {@code iKx = gKx n (v - eK)} (Liu and
 * Kourennyi, Annals of Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code Kx_gKx} 1.04e-3 S/cm2, shared {@code eK} -74 mV. Gate {@code Kx_n}.
 */
public final class Kx extends GatedChannel {
    public Kx() {
        this("Kx");
    }

    /** The same channel under another name. */
    public Kx(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKx", 1.04e-3, "S/cm2");
        sharedParameter("eK", -74, "mV");
        gateWithRates("n", 0.1, v -> exp(v.add(49.9).div(11.4)).mul(6.6e-4), v -> exp(v.add(49.9)
                        .div(-11.4))
                .mul(6.6e-4));
    }

    @Override
    public String currentName() {
        return "iKx";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKx").mul(membrane.get("n"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKx = gKx n (v - eK)
                n: alpha = 6.6e-4 exp((v + 49.9) / 11.4), beta = 6.6e-4 exp(-(v + 49.9) / 11.4)
                rates in 1/ms""";
    }
}
