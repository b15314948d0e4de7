package dev.huxley.mechanism.hay;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * Calcium under the membrane as a channel without a current: the calcium current of the previous step fills a thin
 * shell, and a pump empties it (Destexhe, Mainen and Sejnowski, Neural Computation 6, 1994; as in Hay et al., PLoS
 * Computational Biology 7, 2011):
 *
 * <pre>
 * dCaCon_i/dt = -1e4 i_Ca gamma / (2 F depth) - (CaCon_i - minCai) / decay
 * </pre>
 *
 * <p>Parameters: {@code CaPump_gamma} 0.05 (the free part), {@code CaPump_decay} 80 ms, {@code CaPump_depth} 0.1 um,
 * {@code CaPump_minCai} 1e-4 mM. Changes the shared state {@code CaCon_i} (5e-5 mM). Reads {@code i_Ca}, so a calcium
 * channel must be inserted somewhere.
 */
public final class CaPump extends Channel {
    /** The Faraday constant, C/mol, as in the published implementation. */
    private static final double FARADAY = 96485;

    public CaPump() {
        this("CaPump");
    }

    /** The same mechanism under another name. */
    public CaPump(String name) {
        super(name);
        parameter("gamma", 0.05, "1");
        parameter("decay", 80, "ms");
        parameter("depth", 0.1, "um");
        parameter("minCai", 1e-4, "mM");
        sharedState("CaCon_i", 5e-5, "mM");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray decay = membrane.get("decay");
        NDArray inflow = membrane.get("i_Ca")
                .mul(-1e4)
                .mul(membrane.get("gamma"))
                .div(membrane.get("depth").mul(2 * FARADAY));
        NDArray target = membrane.get("minCai").add(decay.mul(inflow));
        return Map.of("CaCon_i", Gates.stepTowards(membrane.get("CaCon_i"), membrane.timeStep(), target, decay));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                dCaCon_i/dt = -1e4 i_Ca gamma / (2 F depth) - (CaCon_i - minCai) / decay
                no current; i_Ca in mA/cm2 of the previous step, depth in um, decay in ms, F = 96485 C/mol""";
    }
}
