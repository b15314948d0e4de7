package dev.huxley.mechanism.fohlmeister;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.scheme.CalciumNernst;
import java.util.Map;

/**
 * The reversal potential of calcium from its concentrations on both sides of the membrane, after Fohlmeister and Miller
 * (Journal of Neurophysiology 78, 1997):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(Cao / Cai)
 * </pre>
 *
 * <p>Parameters: {@code CaNernstReversal_Cao} 2 mM, {@code CaNernstReversal_T} 279.45 K, which is not used in a model with
 * a temperature ({@link Temperature}). Sets the shared state {@code
 * eCa} (40 mV before the first step) from the shared state {@code Cai} (5e-5 mM). No current. Concentrations must be
 * positive: a run that begins with others throws an error, and one that reaches others ends with an error.
 */
public final class CaNernstReversal extends CalciumNernst {
    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name, "Cao", "Cai");
        parameter("Cao", 2, "mM");
        parameter("T", 279.45, "K");
        sharedState("eCa", 40, "mV");
        sharedState("Cai", 5e-5, "mM");
        mustBePositive("Cai");
        mustBePositive("Cao");
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return update(membrane);
    }
}
