package dev.huxley.mechanism.ion;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;

/**
 * Calcium below the membrane: calcium currents fill a shell, in which a fraction gamma stays free, and a pump restores
 * the resting concentration (Destexhe, Mainen and Sejnowski, Neural Computation 6, 1994):
 *
 * <pre>
 * dCaCon_i/dt = -1e4 i_Ca gamma / (2 F depth) - (CaCon_i - minCaCon_i) / decay
 * </pre>
 *
 * <p>Parameters: {@code CaPump_gamma} 0.05, {@code CaPump_decay} 80 ms, {@code CaPump_depth} 0.1 um,
 * {@code CaPump_minCaCon_i} 1e-4 mM. State: {@code CaCon_i} 5e-5 mM, shared. Reads the current {@code i_Ca} of the
 * previous time step, so some channel must carry it.
 */
public final class CaPump extends IonPump {
    /** The Faraday constant, C/mol, rounded as in the published implementation. */
    private static final double FARADAY = 96485;

    public CaPump() {
        this("CaPump");
    }

    /** The same pump under another name. */
    public CaPump(String name) {
        super(name);
        parameter("gamma", 0.05, "1");
        parameter("decay", 80, "ms");
        parameter("depth", 0.1, "um");
        parameter("minCaCon_i", 1e-4, "mM");
        sharedState("CaCon_i", 5e-5, "mM");
    }

    @Override
    public String ion() {
        return "CaCon_i";
    }

    @Override
    public NDArray removalRate(Membrane membrane) {
        NDArray filling = membrane.get("i_Ca")
                .mul(membrane.get("gamma"))
                .div(membrane.get("depth"))
                .mul(1e4 / (2 * FARADAY));
        NDArray excess = membrane.get("CaCon_i").sub(membrane.get("minCaCon_i"));
        return filling.add(excess.div(membrane.get("decay")));
    }

    @Override
    public String equations() {
        return """
                dCaCon_i/dt = -1e4 i_Ca gamma / (2 F depth) - (CaCon_i - minCaCon_i) / decay
                i_Ca in mA/cm2 of the previous step, depth in um, decay in ms, F = 96485 C/mol""";
    }
}
