package dev.huxley.mechanism.kamiyama;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The calcium current of rods, {@code iCa = gCa m^4 h (v - eCa)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameter: {@code Ca_gCa} 7e-4 S/cm2. Gates {@code Ca_m}, {@code Ca_h}, which always has its steady state. Reads the
 * shared state {@code eCa}, 40 mV unless {@link CaNernstReversal} computes it.
 */
public final class Ca extends ShiftedChannel {
    public Ca() {
        this("Ca");
    }

    /** The same channel under another name. */
    public Ca(String name) {
        super(name);
        parameter("gCa", 7e-4, "S/cm2");
        sharedState("eCa", 40, "mV");
        shiftedGate(
                "m",
                0.436,
                v -> Rates.linearOverExponential(v.sub(80).neg(), 25).mul(0.003),
                v -> NDArrays.div(0.01, exp(v.add(38).div(7)).add(1)));
        immediateGate("h", 0.5, v -> Rates.boltzmann(v.sub(40).div(-18)));
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gCa").mul(membrane.get("m").pow(4)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                iCa = gCa m^4 h (v - eCa)
                m: alpha = 0.003 (80 - v) / (exp((80 - v) / 25) - 1), beta = 0.01 / (exp((v + 38) / 7) + 1)
                h = 1 / (1 + exp((v - 40) / 18))
                rates in 1/ms""";
    }
}
