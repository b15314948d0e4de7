package dev.huxley.mechanism.extended;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The delayed-rectifier potassium current of cortical neurons with a voltage and a speed of its own, {@code i_K = gK n^4 (v
 * - eK)}: the gate is that of Pospischil et al. (Biological Cybernetics 99, 2008), but it is not tied to the {@code vt} of
 * the sodium current, and its rates have a factor.
 *
 * <p>Parameters: {@code K_gK} 0.005 S/cm2, {@code K_vt} -60 mV, {@code K_nSpeed} 1, the factor on the rates of n, shared
 * {@code eK} -90 mV. Gate {@code K_n}. With {@code K_vt} at the sodium current's {@code vt} and the factor at 1 the current
 * is that of {@code pospischil.K}.
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
        parameter("vt", -60, "mV");
        parameter("nSpeed", 1, "1");
        sharedParameter("eK", -90, "mV");
        gate(
                "n",
                0.2,
                membrane ->
                        dev.huxley.mechanism.pospischil.K.kineticsOfN(membrane).times(membrane.get("nSpeed")));
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
                n: alpha = nSpeed 0.032 (15 - u) / (exp((15 - u) / 5) - 1), beta = nSpeed 0.5 exp((10 - u) / 40)
                rates in 1/ms""";
    }
}
