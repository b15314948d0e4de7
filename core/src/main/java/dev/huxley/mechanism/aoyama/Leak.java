package dev.huxley.mechanism.aoyama;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of horizontal cells of the rabbit, {@code iLeak = gLeak (v - eLeak)} (Aoyama et al., Neuroscience Research
 * 37, 2000).
 *
 * <p>Parameters: {@code Leak_gLeak} 5e-4 S/cm2, {@code Leak_eLeak} -80 mV.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 5e-4, "S/cm2");
        parameter("eLeak", -80, "mV");
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
