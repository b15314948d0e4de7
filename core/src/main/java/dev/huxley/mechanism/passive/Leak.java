package dev.huxley.mechanism.passive;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;

/**
 * A leak: {@code i_Leak = gLeak (v - eLeak)}.
 *
 * <p>Parameters: {@code Leak_gLeak} (1e-4 S/cm2), {@code Leak_eLeak} (-70 mV). No states. Current {@code i_Leak}.
 */
public final class Leak extends Channel {
    public Leak() {
        this("Leak");
    }

    /** A leak under another name, so that a compartment can have two. */
    public Leak(String name) {
        super(name);
        parameter("gLeak", 1e-4, "S/cm2");
        parameter("eLeak", -70, "mV");
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.get("gLeak").mul(membrane.voltage().sub(membrane.get("eLeak")));
    }

    @Override
    public String equations() {
        return "i_Leak = gLeak (v - eLeak)";
    }
}
