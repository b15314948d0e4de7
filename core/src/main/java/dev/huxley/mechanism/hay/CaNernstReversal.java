package dev.huxley.mechanism.hay;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * The reversal potential of calcium from its concentrations on both sides of the membrane (Nernst, Zeitschrift für
 * physikalische Chemie 4, 1889):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(CaCon_e / CaCon_i)
 * </pre>
 *
 * <p>Parameter: {@code CaNernstReversal_T} 279.45 K. Sets the shared state {@code eCa} (0 mV before the first step) from
 * the shared states {@code CaCon_i} (5e-5 mM) and {@code CaCon_e} (2 mM). No current.
 */
public final class CaNernstReversal extends Channel {
    private static final double GAS = 8.314;
    private static final double FARADAY = 96485.3329;

    /** Keeps the logarithm finite; far below any concentration of living cells. */
    private static final double SMALLEST_CONCENTRATION = 1e-12;

    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name);
        parameter("T", 279.45, "K");
        sharedState("eCa", 0, "mV");
        sharedState("CaCon_i", 5e-5, "mM");
        sharedState("CaCon_e", 2, "mM");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray outside = membrane.get("CaCon_e").maximum(SMALLEST_CONCENTRATION);
        NDArray inside = membrane.get("CaCon_i").maximum(SMALLEST_CONCENTRATION);
        NDArray scale = membrane.get("T").mul(1000 * GAS / (2 * FARADAY));
        return Map.of("eCa", scale.mul(outside.div(inside).log()));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return update(membrane);
    }

    @Override
    public String equations() {
        return """
                eCa = 1000 R T / (2 F) ln(CaCon_e / CaCon_i)
                no current; eCa in mV, T in K, R = 8.314 J/(mol K), F = 96485.3329 C/mol""";
    }
}
