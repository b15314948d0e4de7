package dev.huxley.mechanism.usui;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The delayed-rectifier potassium current of bipolar cells, {@code iKv = gKv m^3 h (v - eK)} (Usui et al., Vision Research 36, 1996).
 *
 * <p>Parameters: {@code Kv_gKv} 2e-3 S/cm2, shared {@code eK} -58 mV. Gates {@code Kv_m}, {@code Kv_h}.
 */
public final class Kv extends ShiftedChannel {
    public Kv() {
        this("Kv");
    }

    /** The same channel under another name. */
    public Kv(String name) {
        super(name);
        parameter("gKv", 2e-3, "S/cm2");
        sharedParameter("eK", -58, "mV");
        shiftedGate(
                "m", 0.824374, v -> NDArrays.div(0.4, exp(v.sub(15).div(-36)).add(1)), v -> exp(v.div(-13))
                        .mul(0.001));
        shiftedGate("h", 0.109794, v -> exp(v.div(-7)).mul(3e-7), v -> NDArrays.div(
                        0.08, exp(v.add(115).div(15)).add(1))
                .add(2e-5));
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
                m: alpha = 0.4 / (exp(-(v - 15) / 36) + 1), beta = 0.001 exp(-v / 13)
                h: alpha = 3e-7 exp(-v / 7), beta = 2e-5 + 0.08 / (exp((v + 115) / 15) + 1)
                rates in 1/ms""";
    }
}
