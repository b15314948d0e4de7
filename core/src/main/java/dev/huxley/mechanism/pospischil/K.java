package dev.huxley.mechanism.pospischil;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The delayed-rectifier potassium current of cortical neurons, {@code i_K = gK n^4 (v - eK)} (Pospischil et al.,
 * Biological Cybernetics 99, 2008; rates of Traub and Miles, Neuronal Networks of the Hippocampus, 1991).
 *
 * <p>Parameters: {@code K_gK} 0.005 S/cm2, shared {@code eK} -90 mV and {@code vt} -60 mV. Gate {@code K_n}.
 */
public final class K extends GatedChannel {
    public K() {
        this("K");
    }

    /** The same channel under another name. */
    public K(String name) {
        super(name);
        temperature(Temperature.measuredAt(36));
        parameter("gK", 0.005, "S/cm2");
        sharedParameter("eK", -90, "mV");
        sharedParameter("vt", -60, "mV");
        gate("n", 0.2, K::kineticsOfN);
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gK").mul(membrane.get("n").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gK n^4 (v - eK), u = v - vt
                n: alpha = 0.032 (15 - u) / (exp((15 - u) / 5) - 1), beta = 0.5 exp((10 - u) / 40)
                rates in 1/ms""";
    }

    /** The kinetics of the gate n at a membrane that has {@code vt} (mV). */
    public static Kinetics kineticsOfN(Membrane membrane) {
        NDArray u = membrane.voltage().sub(membrane.get("vt"));
        NDArray alpha = linearOverExponential(u.sub(15).neg(), 5).mul(0.032);
        NDArray beta = exp(u.sub(10).div(-40)).mul(0.5);
        return Kinetics.rates(alpha, beta);
    }
}
