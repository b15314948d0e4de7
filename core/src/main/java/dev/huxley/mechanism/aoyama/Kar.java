package dev.huxley.mechanism.aoyama;

import static dev.huxley.mechanism.Rates.boltzmann;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The anomalous-rectifier potassium current of horizontal cells of the rabbit, {@code iKar = gKar m^5 (v - eK)}
 * (Aoyama et al., Neuroscience Research 37, 2000).
 *
 * <p>Parameters: {@code Kar_gKar} 4.5e-3 S/cm2, shared {@code eK} -80 mV. Gate {@code Kar_m}, which follows at once.
 */
public final class Kar extends GatedChannel {
    public Kar() {
        this("Kar");
    }

    /** The same channel under another name. */
    public Kar(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKar", 4.5e-3, "S/cm2");
        sharedParameter("eK", -80, "mV");
        gateAtOnce("m", 0.139, v -> boltzmann(v.add(60).div(-12)));
    }

    @Override
    public String currentName() {
        return "iKar";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKar").mul(membrane.get("m").pow(5));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKar = gKar m^5 (v - eK)
                m = 1 / (1 + exp((v + 60) / 12))""";
    }
}
