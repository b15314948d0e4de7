package dev.huxley.mechanism.ion;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.IonPump;
import dev.huxley.mechanism.Membrane;

/**
 * The change of the calcium concentration by calcium currents, by Faraday's law, well mixed over the cross-section of a
 * cylinder. With two charges per ion and the ratio 2 / radius of a cylinder's surface to its volume,
 *
 * <pre>
 * dCaCon_i/dt = -1e4 i_Ca (2 / radius) / (2 F)
 * </pre>
 *
 * <p>An outward current lowers the concentration. No parameters. State: {@code CaCon_i} 5e-5 mM, shared. Reads the
 * current {@code i_Ca} of the previous time step, so some channel must carry it; where none is inserted the current is
 * 0.
 */
public final class CaFaradayConcentrationChange extends IonPump {
    /** The Faraday constant, C/mol. */
    private static final double FARADAY = 96485.3329;

    public CaFaradayConcentrationChange() {
        this("CaFaradayConcentrationChange");
    }

    /** The same mechanism under another name. */
    public CaFaradayConcentrationChange(String name) {
        super(name);
        sharedState("CaCon_i", 5e-5, "mM");
    }

    @Override
    public String ion() {
        return "CaCon_i";
    }

    @Override
    public NDArray removalRate(Membrane membrane) {
        return membrane.get("i_Ca").div(membrane.get("radius")).mul(2 * 1e4 / (2 * FARADAY));
    }

    @Override
    public String equations() {
        return """
                dCaCon_i/dt = -1e4 i_Ca (2 / radius) / (2 F)
                i_Ca in mA/cm2 of the previous step, radius in um, F = 96485.3329 C/mol""";
    }
}
