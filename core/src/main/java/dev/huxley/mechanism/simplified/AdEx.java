package dev.huxley.mechanism.simplified;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Spikes;
import java.util.Map;

/**
 * The adaptive exponential integrate-and-fire neuron of Brette and Gerstner (Journal of Neurophysiology 94, 2005):
 *
 * <pre>
 * C dv/dt = -g_L (v - E_L) + g_L delta_T exp((v - v_T) / delta_T) - w
 * tau_w dw/dt = a (v - E_L) - w
 * if v >= v_threshold: v = v_reset, w = w + b
 * </pre>
 *
 * <p>In each step w takes an exponential step at the previous voltage, then v a forward Euler step with the new w;
 * injected currents enter afterwards with the axial ones. C is the compartment's {@code capacitance}, read in pF. With
 * an area of 100 um2 a stimulus in nA equals the paper's in nA: in a compartment of capacitance 200 it charges 200 pF.
 *
 * <p>In the limit of {@code delta_T} to 0, and at 0, it is the leaky integrate-and-fire neuron that spikes as soon as v
 * exceeds v_T.
 *
 * <p>Parameters: {@code AdEx_g_L} 10 nS, {@code AdEx_E_L} -70 mV, {@code AdEx_v_T} -50 mV, {@code AdEx_delta_T} 2 mV,
 * {@code AdEx_v_threshold} 0 mV, {@code AdEx_v_reset} -58 mV, {@code AdEx_tau_w} 30 ms, {@code AdEx_a} 2 nS,
 * {@code AdEx_b} 0 pA, {@code AdEx_slope} 1 per mV, the slope of the surrogate derivative of the spikes (see
 * {@link Spikes}). States: {@code AdEx_w} 0 pA, {@code AdEx_spikes} 0. No current.
 */
public final class AdEx extends Channel {
    /**
     * The exponent from which on the neuron spikes in the same step: with C / g_L = 20 ms, the upstroke takes 1e-16 ms.
     */
    private static final double LARGEST_EXPONENT = 40;

    /** The delta_T (mV) below which its value makes no difference. */
    private static final double SHARPEST = 1e-9;

    public AdEx() {
        this("AdEx");
    }

    /** The same mechanism under another name. */
    public AdEx(String name) {
        super(name);
        parameter("g_L", 10, "nS");
        parameter("E_L", -70, "mV");
        parameter("v_T", -50, "mV");
        parameter("delta_T", 2, "mV");
        parameter("v_threshold", 0, "mV");
        parameter("v_reset", -58, "mV");
        parameter("tau_w", 30, "ms");
        parameter("a", 2, "nS");
        parameter("b", 0, "pA");
        parameter("slope", 1, "1/mV");
        state("w", 0, "pA");
        state("spikes", 0);
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray v = membrane.voltage();
        double dt = membrane.timeStep();
        NDArray w = Gates.stepTowards(membrane.get("w"), dt, subthresholdAdaptation(membrane), membrane.get("tau_w"));
        NDArray leak = membrane.get("g_L").mul(v.sub(membrane.get("E_L")));
        NDArray width = membrane.get("delta_T").maximum(SHARPEST);
        NDArray above = v.sub(membrane.get("v_T"));
        NDArray exponent = above.div(width).minimum(LARGEST_EXPONENT);
        NDArray onset = membrane.get("g_L").mul(width).mul(exponent.exp());
        NDArray slope = onset.sub(leak).sub(w).div(membrane.get("capacitance"));
        NDArray moved = v.add(slope.mul(dt));
        NDArray threshold = membrane.get("v_threshold");
        NDArray spiked = moved.gte(threshold).logicalOr(above.gt(width.mul(LARGEST_EXPONENT)));
        return Map.of(
                "w", NDArrays.where(spiked, w.add(membrane.get("b")), w),
                "spikes", Spikes.of(spiked, moved.sub(threshold), membrane.get("slope")),
                "v", NDArrays.where(spiked, membrane.get("v_reset"), moved));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return Map.of("w", subthresholdAdaptation(membrane));
    }

    @Override
    public String equations() {
        return """
                C dv/dt = -g_L (v - E_L) + g_L delta_T exp((v - v_T) / delta_T) - w
                tau_w dw/dt = a (v - E_L) - w
                if v >= v_threshold: v = v_reset, w = w + b and spikes = 1, else spikes = 0
                derivative of spikes by v: 1 / (1 + slope |v - v_threshold|)^2
                no current; v in mV, t in ms, w in pA, conductances in nS, C = capacitance in pF""";
    }

    private static NDArray subthresholdAdaptation(Membrane membrane) {
        return membrane.get("a").mul(membrane.voltage().sub(membrane.get("E_L")));
    }
}
