package dev.huxley.mechanism.kamiyama;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The delayed-rectifier potassium current of rods, {@code iKv = gKv m^3 h (v - eK)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameters: {@code Kv_gKv} 2e-3 S/cm2, shared {@code eK} -74 mV. Gates {@code Kv_m}, {@code Kv_h}.
 */
public final class Kv extends ShiftedChannel {
    public Kv() {
        this("Kv");
    }

    /** The same channel under another name. */
    public Kv(String name) {
        super(name);
        parameter("gKv", 2e-3, "S/cm2");
        sharedParameter("eK", -74, "mV");
        shiftedGate(
                "m",
                0.43,
                v -> Rates.linearOverExponential(v.sub(100).neg(), 42).mul(0.005),
                v -> exp(v.sub(20).div(-40)).mul(0.009));
        shiftedGate(
                "h",
                0.999,
                v -> exp(v.div(-22)).mul(1.5e-4),
                v -> NDArrays.div(4.125e-4, exp(v.sub(10).div(-7)).add(1)));
    }

    @Override
    public String currentName() {
        return "iKv";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKv").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKv = gKv m^3 h (v - eK)
                m: alpha = 0.005 (100 - v) / (exp((100 - v) / 42) - 1), beta = 0.009 exp(-(v - 20) / 40)
                h: alpha = 1.5e-4 exp(-v / 22), beta = 4.125e-4 / (exp((10 - v) / 7) + 1)
                rates in 1/ms""";
    }
}
