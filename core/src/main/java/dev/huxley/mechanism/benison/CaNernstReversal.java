package dev.huxley.mechanism.benison;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;
import java.util.Map;

/**
 * The reversal potential of calcium from its concentrations on both sides of the membrane, as in Jaxley's implementation
 * of the ganglion cell of Benison et al. (Journal of Theoretical Biology 210, 2001):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(Cao / Cai)
 * </pre>
 *
 * <p>Parameters: shared {@code Cao} 2 mM, {@code CaNernstReversal_T} 279.45 K. Sets the shared state {@code eCa} (125 mV
 * before the first step) from the shared state {@code Cai} (5e-5 mM). No current, and no initial rule: {@code eCa} stays as it
 * is set. Concentrations must be positive: a run that begins with others throws an error, and one that reaches others ends
 * with an error.
 */
public final class CaNernstReversal extends Channel {
    private static final double GAS = 8.314;
    private static final double FARADAY = 96485.3329;

    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name);
        sharedParameter("Cao", 2, "mM");
        parameter("T", 279.45, "K");
        sharedState("eCa", 125, "mV");
        sharedState("Cai", 5e-5, "mM");
        mustBePositive("Cai");
        mustBePositive("Cao");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray scale = Temperature.kelvin(membrane, "T").mul(1000 * GAS / (2 * FARADAY));
        NDArray ratio = membrane.get("Cao").div(membrane.get("Cai"));
        return Map.of("eCa", scale.mul(ratio.log()));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                eCa = 1000 R T / (2 F) ln(Cao / Cai)
                no current; eCa in mV, T in K or celsius + 273.15, R = 8.314 J/(mol K), F = 96485.3329 C/mol""";
    }
}
