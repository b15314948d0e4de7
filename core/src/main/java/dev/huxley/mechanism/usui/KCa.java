package dev.huxley.mechanism.usui;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The calcium-activated potassium current of bipolar cells, {@code iKCa = gKCa m^2 n (v - eK)} (Usui et al., Vision Research 36, 1996).
 *
 * <p>Parameters: {@code KCa_gKCa} 8.5e-3 S/cm2, {@code KCa_Khalf} 0.2 uM, shared {@code eK} -58 mV. Gates {@code KCa_m} and
 * {@code KCa_n}, which always has its steady state. Reads the shared calcium under the membrane, {@code Cas}, 0.01156 uM
 * unless {@link CaPump} changes it.
 */
public final class KCa extends ShiftedChannel {
    public KCa() {
        this("KCa");
    }

    /** The same channel under another name. */
    public KCa(String name) {
        super(name);
        parameter("gKCa", 8.5e-3, "S/cm2");
        parameter("Khalf", 0.2, "uM");
        sharedParameter("eK", -58, "mV");
        sharedState("Cas", 0.01156, "uM");
        shiftedGate(
                "m",
                0.642,
                v -> Rates.linearOverExponential(v.sub(230).neg(), 52).mul(0.1),
                v -> exp(v.div(-95)).mul(0.12));
        immediate("n", 0.1, membrane -> membrane.get("Cas")
                .div(membrane.get("Cas").add(membrane.get("Khalf"))));
    }

    @Override
    public String currentName() {
        return "iKCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKCa").mul(membrane.get("m").pow(2)).mul(membrane.get("n"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKCa = gKCa m^2 n (v - eK)
                m: alpha = 0.1 (230 - v) / (exp((230 - v) / 52) - 1), beta = 0.12 exp(-v / 95)
                n = Cas / (Cas + Khalf)
                rates in 1/ms, Cas and Khalf in uM""";
    }
}
