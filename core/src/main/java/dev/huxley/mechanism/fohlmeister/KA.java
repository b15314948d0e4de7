package dev.huxley.mechanism.fohlmeister;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The transient potassium current of retinal ganglion cells, {@code iK = gKA A^3 hA (v - eK)} (Fohlmeister and Miller,
 * Journal of Neurophysiology 78, 1997). The exponent of the opening rate has a slope of 1/mV, as in Jaxley's
 * implementation.
 *
 * <p>Parameters: {@code KA_gKA} 0.036 S/cm2, shared {@code eK} -75 mV. Gates {@code KA_A}, {@code KA_hA}.
 */
public final class KA extends GatedChannel {
    public KA() {
        this("KA");
    }

    /** The same channel under another name. */
    public KA(String name) {
        super(name);
        temperature(Temperature.measuredAt(22));
        parameter("gKA", 0.036, "S/cm2");
        sharedParameter("eK", -75, "mV");
        gateWithRates(
                "A", 0.2, v -> Shifted.linearOverExponential(v.add(90).neg(), 1).mul(0.006), v -> exp(v.add(30)
                                .div(-10))
                        .mul(0.1));
        gateWithRates(
                "hA",
                0.2,
                v -> exp(v.add(70).div(-20)).mul(0.04),
                v -> NDArrays.div(0.6, exp(v.add(40).div(-10)).add(1)));
    }

    @Override
    public String currentName() {
        return "iK";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKA").mul(membrane.get("A").pow(3)).mul(membrane.get("hA"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iK = gKA A^3 hA (v - eK)
                A: alpha = -0.006 (v + 90) / (exp(-(v + 90)) - 1), beta = 0.1 exp(-(v + 30) / 10)
                hA: alpha = 0.04 exp(-(v + 70) / 20), beta = 0.6 / (1 + exp(-(v + 40) / 10))
                rates in 1/ms""";
    }
}
