package dev.huxley.mechanism.simplified;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * A rate neuron: the voltage stands for a rate and decays to 0, {@code tau dv/dt = -v}, by an exponential step (Wilson and
 * Cowan, Biophysical Journal 12, 1972, for rate neurons in general).
 *
 * <p>The voltage has no unit then. With a capacitance of 1 uF/cm2 and an area of 1e5 um2 (length 1e5 / 2 pi um, radius 1
 * um) an input of 1 nA adds the time step (ms) to it in every step.
 *
 * <p>Parameter: {@code Rate_tau} 1 ms. No states, no current.
 */
public final class Rate extends Channel {
    public Rate() {
        this("Rate");
    }

    /** The same mechanism under another name. */
    public Rate(String name) {
        super(name);
        parameter("tau", 1, "ms");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray decay = Gates.decay(membrane.get("tau"), membrane.timeStep());
        return Map.of("v", membrane.voltage().mul(decay));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                tau dv/dt = -v
                no current; v is a rate, tau and t in ms""";
    }
}
