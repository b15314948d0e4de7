package dev.huxley.mechanism.hodgkinhuxley;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * The leak of the squid giant axon, {@code i_Leak = gLeak (v - eLeak)} (Hodgkin and Huxley, Journal of Physiology 117,
 * 1952).
 *
 * <p>Parameters: {@code Leak_gLeak} 3e-4 S/cm2, {@code Leak_eLeak} -65 mV. No states.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** The same channel under another name. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 3e-4, "S/cm2");
        parameter("eLeak", -65, "mV");
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.get("gLeak").mul(membrane.voltage().sub(membrane.get("eLeak")));
    }

    @Override
    public String equations() {
        return """
                i_Leak = gLeak (v - eLeak)""";
    }
}
