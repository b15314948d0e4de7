package dev.huxley.mechanism.liu;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of rods of the larval salamander, {@code iLeak = gLeak (v - eLeak)} (Liu and Kourennyi, Annals of
 * Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code Leak_gLeak} 5.2e-4 S/cm2, {@code Leak_eLeak} -74 mV.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 5.2e-4, "S/cm2");
        parameter("eLeak", -74, "mV");
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
