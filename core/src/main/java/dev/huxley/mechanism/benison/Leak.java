package dev.huxley.mechanism.benison;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of ganglion cells of the cat, {@code iLeak = gLeak (v - eLeak)} (Benison et al., Journal of Theoretical
 * Biology 210, 2001).
 *
 * <p>Parameters: {@code Leak_gLeak} 2.5e-4 S/cm2, {@code Leak_eLeak} -60 mV.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 2.5e-4, "S/cm2");
        parameter("eLeak", -60, "mV");
    }

    @Override
    public String currentName() {
        return "iLeak";
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.get("gLeak").mul(membrane.voltage().sub(membrane.get("eLeak")));
    }

    @Override
    public String equations() {
        return """
                iLeak = gLeak (v - eLeak)""";
    }
}
