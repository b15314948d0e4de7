package dev.huxley.mechanism.fohlmeister;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The delayed-rectifier potassium current of retinal ganglion cells, {@code iK = gK n^4 (v - eK)} (Fohlmeister and
 * Miller, Journal of Neurophysiology 78, 1997).
 *
 * <p>Parameters: {@code K_gK} 0.012 S/cm2, shared {@code eK} -75 mV. Gate {@code K_n}.
 */
public final class K extends GatedChannel {
    public K() {
        this("K");
    }

    /** The same channel under another name. */
    public K(String name) {
        super(name);
        temperature(Temperature.measuredAt(22));
        parameter("gK", 0.012, "S/cm2");
        sharedParameter("eK", -75, "mV");
        gateWithRates(
                "n",
                0.1,
                v -> Shifted.linearOverExponential(v.add(40).neg(), 10).mul(0.02),
                v -> exp(v.add(50).div(-80)).mul(0.4));
    }

    @Override
    public String currentName() {
        return "iK";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gK").mul(membrane.get("n").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iK = gK n^4 (v - eK)
                n: alpha = -0.02 (v + 40) / (exp(-(v + 40) / 10) - 1), beta = 0.4 exp(-(v + 50) / 80)
                rates in 1/ms""";
    }
}
