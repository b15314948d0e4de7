package dev.huxley.mechanism.usui;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The transient potassium current of bipolar cells, {@code iKA = gKA m^3 h (v - eK)} (Usui et al., Vision Research 36, 1996).
 *
 * <p>Parameters: {@code KA_gKA} 0.035 S/cm2, shared {@code eK} -58 mV. Gates {@code KA_m}, {@code KA_h}.
 */
public final class KA extends ShiftedChannel {
    public KA() {
        this("KA");
    }

    /** The same channel under another name. */
    public KA(String name) {
        super(name);
        parameter("gKA", 0.035, "S/cm2");
        sharedParameter("eK", -58, "mV");
        shiftedGate("m", 0.43, v -> NDArrays.div(2.4, exp(v.sub(50).div(-28)).add(1)), v -> exp(v.div(-10))
                .mul(0.012));
        shiftedGate(
                "h",
                0.999,
                v -> exp(v.div(-13)).mul(4.5e-5),
                v -> NDArrays.div(0.075, exp(v.add(30).div(-15)).add(1)));
    }

    @Override
    public String currentName() {
        return "iKA";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKA").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKA = gKA m^3 h (v - eK)
                m: alpha = 2.4 / (exp(-(v - 50) / 28) + 1), beta = 0.012 exp(-v / 10)
                h: alpha = 4.5e-5 exp(-v / 13), beta = 0.075 / (exp(-(v + 30) / 15) + 1)
                rates in 1/ms""";
    }
}
