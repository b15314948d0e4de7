package dev.huxley.mechanism.simplified;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Spikes;
import java.util.Map;

/**
 * Threshold and reset of a leaky integrate-and-fire neuron (Lapicque, Journal de Physiologie et de Pathologie générale 9,
 * 1907); a {@link dev.huxley.mechanism.passive.Leak} makes it leaky.
 *
 * <pre>
 * if v > vth: v = vreset and spikes = 1, else spikes = 0
 * </pre>
 *
 * <p>Parameters: {@code Fire_vth} -50 mV, {@code Fire_vreset} -70 mV, {@code Fire_slope} 1 per mV, the slope of the
 * surrogate derivative of {@code Fire_spikes} (see {@link Spikes}). State: {@code Fire_spikes}, 1 in the step after the
 * voltage has passed the threshold. The reset itself has no surrogate: a reset voltage passes no derivative back to the
 * voltage before it. No current.
 */
public final class Fire extends Channel {
    public Fire() {
        this("Fire");
    }

    /** The same mechanism under another name. */
    public Fire(String name) {
        super(name);
        parameter("vth", -50, "mV");
        parameter("vreset", -70, "mV");
        parameter("slope", 1, "1/mV");
        state("spikes", 0);
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage();
        NDArray distance = v.sub(membrane.get("vth"));
        NDArray spiked = v.gt(membrane.get("vth"));
        return Map.of(
                "spikes", Spikes.of(spiked, distance, membrane.get("slope")),
                "v", NDArrays.where(spiked, membrane.get("vreset"), v));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                if v > vth: v = vreset and spikes = 1, else spikes = 0
                derivative of spikes by v: 1 / (1 + slope |v - vth|)^2
                no current; v in mV, slope in 1/mV""";
    }
}
