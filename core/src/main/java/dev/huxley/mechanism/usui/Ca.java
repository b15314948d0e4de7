package dev.huxley.mechanism.usui;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.scheme.ShiftedChannel;

/**
 * The calcium current of bipolar cells, {@code iCa = gCa m^4 h (v - eCa)} (Usui et al., Vision Research 36, 1996).
 *
 * <p>Parameter: {@code Ca_gCa} 1.1e-3 S/cm2. Gates {@code Ca_m}, {@code Ca_h}, which always has its steady state. Reads the
 * shared state {@code eCa}, 40 mV unless {@link CaNernstReversal} computes it.
 */
public final class Ca extends ShiftedChannel {
    public Ca() {
        this("Ca");
    }

    /** The same channel under another name. */
    public Ca(String name) {
        super(name);
        parameter("gCa", 1.1e-3, "S/cm2");
        sharedState("eCa", 40, "mV");
        shiftedGate(
                "m",
                0.290203,
                v -> Rates.linearOverExponential(v.sub(120).neg(), 25).mul(12),
                v -> NDArrays.div(40, exp(v.add(68).div(25)).add(1)));
        immediateGate("h", 0.5, v -> Rates.boltzmann(v.sub(50).div(-11)));
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
                m: alpha = 12 (120 - v) / (exp((120 - v) / 25) - 1), beta = 40 / (exp((v + 68) / 25) + 1)
                h = 1 / (1 + exp((v - 50) / 11))
                rates in 1/ms""";
    }
}
