package dev.huxley.mechanism.fohlmeister;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of retinal ganglion cells, {@code iLeak = gLeak (v - eLeak)} (Fohlmeister and Miller, Journal of
 * Neurophysiology 78, 1997).
 *
 * <p>Parameters: {@code Leak_gLeak} 5e-5 S/cm2, {@code Leak_eLeak} -67 mV. No states.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 5e-5, "S/cm2");
        parameter("eLeak", -67, "mV");
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
