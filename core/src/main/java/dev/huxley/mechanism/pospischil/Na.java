package dev.huxley.mechanism.pospischil;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The sodium current of cortical neurons, {@code i_Na = gNa m^3 h (v - eNa)} (Pospischil et al., Biological Cybernetics 99, 2008; rates
 * of Traub and Miles, Neuronal Networks of the Hippocampus, 1991).
 *
 * <p>Parameters: {@code Na_gNa} 0.05 S/cm2, shared {@code eNa} 50 mV and {@code vt} -60 mV, which moves the spike
 * threshold. Gates {@code Na_m}, {@code Na_h}.
 */
public final class Na extends GatedChannel {
    public Na() {
        this("Na");
    }

    /** The same channel under another name. */
    public Na(String name) {
        super(name);
        temperature(Temperature.measuredAt(36));
        parameter("gNa", 0.05, "S/cm2");
        sharedParameter("eNa", 50, "mV");
        sharedParameter("vt", -60, "mV");
        gate("m", 0.2, Na::kineticsOfM);
        gate("h", 0.2, Na::kineticsOfH);
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gNa").mul(membrane.get("m").pow(3)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                i_Na = gNa m^3 h (v - eNa), u = v - vt
                m: alpha = 0.32 (13 - u) / (exp((13 - u) / 4) - 1), beta = 0.28 (u - 40) / (exp((u - 40) / 5) - 1)
                h: alpha = 0.128 exp((17 - u) / 18), beta = 4 / (exp((40 - u) / 5) + 1)
                rates in 1/ms""";
    }

    /** The kinetics of the gate m at a membrane that has {@code vt} (mV). */
    public static Kinetics kineticsOfM(Membrane membrane) {
        NDArray u = membrane.voltage().sub(membrane.get("vt"));
        NDArray alpha = linearOverExponential(u.sub(13).neg(), 4).mul(0.32);
        NDArray beta = linearOverExponential(u.sub(40), 5).mul(0.28);
        return Kinetics.rates(alpha, beta);
    }

    /** The kinetics of the gate h at a membrane that has {@code vt} (mV). */
    public static Kinetics kineticsOfH(Membrane membrane) {
        NDArray u = membrane.voltage().sub(membrane.get("vt"));
        NDArray alpha = exp(u.sub(17).div(-18)).mul(0.128);
        NDArray beta = NDArrays.div(4, exp(u.sub(40).div(-5)).add(1));
        return Kinetics.rates(alpha, beta);
    }
}
