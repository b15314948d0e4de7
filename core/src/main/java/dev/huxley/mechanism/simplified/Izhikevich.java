package dev.huxley.mechanism.simplified;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Spikes;
import java.util.Map;

/**
 * The neuron of Izhikevich (IEEE Transactions on Neural Networks 14, 2003):
 *
 * <pre>
 * dv/dt = 0.04 v^2 + 5 v + 140 - u
 * du/dt = a (b v - u)
 * if v >= 30 mV: v = c, u = u + d
 * </pre>
 *
 * <p>In each step u takes an exponential step at the previous voltage, then v a forward Euler step with the new u;
 * injected currents enter afterwards with the axial ones. With a capacitance of 1 uF/cm2 and an area of 1e5 um2 (length
 * 1e5 / 2 pi um, radius 1 um) a stimulus of 1 nA equals I = 1 in the paper.
 *
 * <p>Parameters: {@code Izhikevich_a} 0.02 per ms, {@code Izhikevich_b} 0.2, {@code Izhikevich_c} -65 mV,
 * {@code Izhikevich_d} 8 (u is in mV/ms), {@code Izhikevich_slope} 1 per mV, the slope of the surrogate derivative of the
 * spikes (see {@link Spikes}). States: {@code Izhikevich_u} 0, {@code Izhikevich_spikes} 0. No current.
 */
public final class Izhikevich extends Channel {
    private static final double PEAK = 30;

    public Izhikevich() {
        this("Izhikevich");
    }

    /** The same mechanism under another name. */
    public Izhikevich(String name) {
        super(name);
        parameter("a", 0.02, "1/ms");
        parameter("b", 0.2, "1/ms");
        parameter("c", -65, "mV");
        parameter("d", 8, "mV/ms");
        parameter("slope", 1, "1/mV");
        state("u", 0, "mV/ms");
        state("spikes", 0);
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage();
        double dt = membrane.timeStep();
        NDArray decay = membrane.get("a").mul(-dt).exp();
        NDArray target = membrane.get("b").mul(v);
        NDArray u = membrane.get("u").mul(decay).add(target.mul(NDArrays.sub(1, decay)));
        NDArray drive = v.square().mul(0.04).add(v.mul(5)).add(140).sub(u);
        NDArray moved = v.add(drive.mul(dt));
        NDArray spiked = moved.gte(PEAK);
        return Map.of(
                "u", NDArrays.where(spiked, u.add(membrane.get("d")), u),
                "spikes", Spikes.of(spiked, moved.sub(PEAK), membrane.get("slope")),
                "v", NDArrays.where(spiked, membrane.get("c"), moved));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return Map.of("u", membrane.get("b").mul(membrane.voltage()));
    }

    @Override
    public String equations() {
        return """
                dv/dt = 0.04 v^2 + 5 v + 140 - u
                du/dt = a (b v - u)
                if v >= 30 mV: v = c, u = u + d and spikes = 1, else spikes = 0
                derivative of spikes by v: 1 / (1 + slope |v - 30|)^2
                no current; v in mV, t in ms, u in mV/ms""";
    }
}
