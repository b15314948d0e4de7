package dev.huxley.mechanism.usui;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of bipolar cells, {@code iLeak = gLeak (v - eLeak)} (Usui et al., Vision Research 36, 1996).
 *
 * <p>Parameters: {@code Leak_gLeak} 2.3e-4 S/cm2, {@code Leak_eLeak} -21 mV. No states.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 2.3e-4, "S/cm2");
        parameter("eLeak", -21, "mV");
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
