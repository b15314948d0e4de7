package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;

/**
 * The fast, transient potassium current, {@code i_K = gKTst m^4 h (v - eK)} (Korngreen and Sakmann, Journal of
 * Physiology 525, 2000; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code KTst_gKTst} 1e-5 S/cm2, shared {@code eK} -77 mV. Gates {@code KTst_m}, {@code KTst_h}.
 */
public final class KTst extends TemperedChannel {
    public KTst() {
        this("KTst");
    }

    /** The same channel under another name. */
    public KTst(String name) {
        this(name, PUBLISHED);
    }

    /** The channel at another temperature (°C) than 34 in models that set none. */
    public KTst(String name, double celsius) {
        super(name, celsius);
        parameter("gKTst", 1e-5, "S/cm2");
        sharedParameter("eK", -77, "mV");
        gateTowards("m", 0.1, v -> boltzmann(v.add(10).div(19)), v -> bell(v, 71, 59, 0.92, 0.34));
        gateTowards("h", 0.1, v -> boltzmann(v.add(10 + 66).div(-10)), v -> bell(v, 73, 23, 49, 8));
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gKTst").mul(membrane.get("m").pow(4)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gKTst m^4 h (v - eK), u = v + 10
                m: inf = 1 / (1 + exp(-u / 19)), tau = (0.34 + 0.92 exp(-((u + 71) / 59)^2)) / q
                h: inf = 1 / (1 + exp((u + 66) / 10)), tau = (8 + 49 exp(-((u + 73) / 23)^2)) / q
                tau in ms, q = 2.3^((T - 21) / 10), T = 34 °C or celsius""";
    }

    private NDArray bell(NDArray v, double center, double width, double height, double floor) {
        NDArray distance = v.add(10 + center).div(width);
        return exp(distance.square().neg()).mul(height).add(floor);
    }
}
