package dev.huxley.mechanism.kamiyama;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The calcium-activated potassium current of rods, {@code iKCa = gKCa m^2 n (v - eK)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameters: {@code KCa_gKCa} 5e-3 S/cm2, {@code KCa_Khalf} 0.3 uM, shared {@code eK} -74 mV. Gates {@code KCa_m} and
 * {@code KCa_n}, which always has its steady state. Reads the shared calcium under the membrane, {@code Cas}, 0.0966 uM
 * unless {@link CaPump} changes it.
 */
public final class KCa extends ShiftedChannel {
    public KCa() {
        this("KCa");
    }

    /** The same channel under another name. */
    public KCa(String name) {
        super(name);
        parameter("gKCa", 5e-3, "S/cm2");
        parameter("Khalf", 0.3, "uM");
        sharedParameter("eK", -74, "mV");
        sharedState("Cas", 0.0966, "uM");
        shiftedGate(
                "m",
                0.642,
                v -> Rates.linearOverExponential(v.sub(80).neg(), 40).mul(0.015),
                v -> exp(v.div(-35)).mul(0.02));
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
                m: alpha = 0.015 (80 - v) / (exp((80 - v) / 40) - 1), beta = 0.02 exp(-v / 35)
                n = Cas / (Cas + Khalf)
                rates in 1/ms, Cas and Khalf in uM""";
    }
}
