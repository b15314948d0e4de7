package dev.huxley.mechanism.kamiyama;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of rods, {@code iLeak = gLeak (v - eLeak)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameters: {@code Leak_gLeak} 3.5e-4 S/cm2, {@code Leak_eLeak} -77 mV. No states.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 3.5e-4, "S/cm2");
        parameter("eLeak", -77, "mV");
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
