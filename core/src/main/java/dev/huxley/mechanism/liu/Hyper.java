package dev.huxley.mechanism.liu;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The hyperpolarization-activated current of rods of the larval salamander, {@code iHyper = gHyper n (v - eHyper)}
 * (Liu and Kourennyi, Annals of Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code Hyper_gHyper} 2.5e-3 S/cm2, {@code Hyper_eHyper} -32 mV. Gate {@code Hyper_n}.
 */
public final class Hyper extends GatedChannel {
    public Hyper() {
        this("Hyper");
    }

    /** The same channel under another name. */
    public Hyper(String name) {
        super(name);
        parameter("gHyper", 2.5e-3, "S/cm2");
        parameter("eHyper", -32, "mV");
        gateWithRates("n", 4.56e-4, v -> exp(v.add(75).div(-10.6)).mul(0.001), v -> exp(v.add(75)
                        .div(10.6))
                .mul(0.001));
    }

    @Override
    public String currentName() {
        return "iHyper";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gHyper").mul(membrane.get("n"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eHyper")));
    }

    @Override
    public String equations() {
        return """
                iHyper = gHyper n (v - eHyper)
                n: alpha = 0.001 exp(-(v + 75) / 10.6), beta = 0.001 exp((v + 75) / 10.6)
                rates in 1/ms""";
    }
}
