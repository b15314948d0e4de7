package dev.huxley.mechanism.benison;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The calcium-activated potassium current of ganglion cells of the cat, {@code iK = gKCa x / (1 + x) (v - eK)}, {@code x
 * = (Cai / K_KCa)^2} (Benison et al., Journal of Theoretical Biology 210, 2001). The power is 2 as in Fohlmeister and
 * Miller (1997); with the printed 4 the channel stays closed.
 *
 * <p>Parameters: {@code KCa_gKCa} 2e-3 S/cm2, shared {@code K_KCa} 6e-4 mM, {@code eK} -85 mV. Reads the shared calcium
 * concentration {@code Cai}, 1e-4 mM unless {@link CaPumpNS} changes it.
 */
public final class KCa extends Channel {
    public KCa() {
        this("KCa");
    }

    /** The same channel under another name. */
    public KCa(String name) {
        super(name);
        parameter("gKCa", 2e-3, "S/cm2");
        sharedParameter("K_KCa", 6e-4, "mM");
        sharedParameter("eK", -85, "mV");
        sharedState("Cai", 1e-4, "mM");
    }

    @Override
    public String currentName() {
        return "iK";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray x = membrane.get("Cai").div(membrane.get("K_KCa")).square();
        NDArray conductance = membrane.get("gKCa").mul(x.div(x.add(1)));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iK = gKCa x / (1 + x) (v - eK), x = (Cai / K_KCa)^2; Cai and K_KCa in mM""";
    }
}
