package dev.huxley.mechanism.benison;

import dev.huxley.mechanism.scheme.CalciumNernst;

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
public final class CaNernstReversal extends CalciumNernst {
    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name, "Cao", "Cai");
        sharedParameter("Cao", 2, "mM");
        parameter("T", 279.45, "K");
        sharedState("eCa", 125, "mV");
        sharedState("Cai", 5e-5, "mM");
        mustBePositive("Cai");
        mustBePositive("Cao");
    }
}
