package dev.huxley.mechanism.fohlmeister;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The calcium-activated potassium current of retinal ganglion cells, {@code iK = gKCa x / (1 + x) (v - eK)},
 * {@code x = (Cai / Cad)^2} (Fohlmeister and Miller, Journal of Neurophysiology 78, 1997).
 *
 * <p>Parameters: {@code KCa_gKCa} 5e-5 S/cm2, {@code KCa_Cad} 1e-3 mM, shared {@code eK} -75 mV. Reads the shared calcium
 * concentration {@code Cai}, 5e-5 mM unless {@link CaPump} changes it.
 */
public final class KCa extends Channel {
    public KCa() {
        this("KCa");
    }

    /** The same channel under another name. */
    public KCa(String name) {
        super(name);
        temperature(Temperature.measuredAt(22));
        parameter("gKCa", 5e-5, "S/cm2");
        parameter("Cad", 1e-3, "mM");
        sharedParameter("eK", -75, "mV");
        sharedState("Cai", 5e-5, "mM");
    }

    @Override
    public String currentName() {
        return "iK";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKCa").mul(openPart(membrane));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iK = gKCa x / (1 + x) (v - eK), x = (Cai / Cad)^2; Cai and Cad in mM""";
    }

    private static NDArray openPart(Membrane membrane) {
        NDArray x = membrane.get("Cai").div(membrane.get("Cad")).square();
        return x.div(x.add(1));
    }
}
