package dev.huxley.mechanism.ion;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.scheme.CalciumNernst;
import java.util.Map;

/**
 * The reversal potential of calcium, from its concentrations inside and outside (Nernst 1888):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(CaCon_e / CaCon_i)
 * </pre>
 *
 * <p>Parameter: {@code CaNernstReversal_T} 279.45 K, which is 6.3 °C and is not used in a model with a
 * temperature ({@link Temperature}). States, shared: {@code eCa} 0 mV, {@code CaCon_i}
 * 5e-5 mM, {@code CaCon_e} 2 mM. Sets {@code eCa} in every time step before currents are computed, at the
 * concentrations before the step. Carries no current. Concentrations must be positive: a run that begins with others
 * throws an error, and one that reaches others ends with an error.
 */
public final class CaNernstReversal extends CalciumNernst {
    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name, "CaCon_e", "CaCon_i");
        parameter("T", 279.45, "K");
        sharedState("eCa", 0, "mV");
        sharedState("CaCon_i", 5e-5, "mM");
        sharedState("CaCon_e", 2, "mM");
        mustBePositive("CaCon_i");
        mustBePositive("CaCon_e");
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return update(membrane);
    }
}
