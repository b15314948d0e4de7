package dev.huxley.mechanism.liu;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The delayed-rectifier potassium current of rods of the larval salamander, {@code iKv = gKv n^4 (v - eK)} (Liu and
 * Kourennyi, Annals of Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code Kv_gKv} 0.01 S/cm2, shared {@code eK} -74 mV. Gate {@code Kv_n}.
 */
public final class Kv extends GatedChannel {
    public Kv() {
        this("Kv");
    }

    /** The same channel under another name. */
    public Kv(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKv", 0.01, "S/cm2");
        sharedParameter("eK", -74, "mV");
        gateWithRates("n", 0.1, v -> linearOverExponential(v.sub(20).neg(), 22).mul(0.005), v -> exp(v.div(-80))
                .mul(0.0625));
    }

    @Override
    public String currentName() {
        return "iKv";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKv").mul(membrane.get("n").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKv = gKv n^4 (v - eK)
                n: alpha = 0.005 (20 - v) / (exp((20 - v) / 22) - 1), beta = 0.0625 exp(-v / 80)
                rates in 1/ms""";
    }
}
