package dev.huxley.mechanism.kamiyama;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The calcium-activated chloride current of rods, {@code iClCa = gClCa m (v - eClCa)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameters: {@code ClCa_gClCa} 2e-3 S/cm2, {@code ClCa_Khalf} 0.37 uM, {@code ClCa_eClCa} -20 mV. The gate {@code ClCa_m}
 * always has its steady state. Reads the shared calcium under the membrane, {@code Cas}, 0.0966 uM unless {@link CaPump}
 * changes it.
 */
public final class ClCa extends ShiftedChannel {
    public ClCa() {
        this("ClCa");
    }

    /** The same channel under another name. */
    public ClCa(String name) {
        super(name);
        parameter("gClCa", 2e-3, "S/cm2");
        parameter("Khalf", 0.37, "uM");
        parameter("eClCa", -20, "mV");
        sharedState("Cas", 0.0966, "uM");
        immediate(
                "m",
                0.1,
                membrane -> Rates.boltzmann(
                        membrane.get("Cas").sub(membrane.get("Khalf")).div(0.09)));
    }

    @Override
    public String currentName() {
        return "iClCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gClCa").mul(membrane.get("m"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eClCa")));
    }

    @Override
    public String equations() {
        return """
                iClCa = gClCa m (v - eClCa)
                m = 1 / (1 + exp((Khalf - Cas) / 0.09))
                Cas and Khalf in uM""";
    }
}
