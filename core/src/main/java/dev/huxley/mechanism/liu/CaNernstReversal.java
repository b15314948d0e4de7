package dev.huxley.mechanism.liu;

import dev.huxley.mechanism.scheme.CalciumNernst;

/**
 * The reversal potential of calcium from its concentrations on both sides of the membrane, as in Jaxley's implementation
 * of the rod of Liu and Kourennyi (Annals of Biomedical Engineering 32, 2004):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(Cao / Cai)
 * </pre>
 *
 * <p>Parameters: shared {@code Cao} 2 mM, {@code CaNernstReversal_T} 279.45 K. Sets the shared state {@code eCa} (40 mV
 * before the first step) from the shared state {@code Cai} (2e-3 mM). No current, and no initial rule: {@code eCa} stays as it
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
        sharedState("eCa", 40, "mV");
        sharedState("Cai", 2e-3, "mM");
        mustBePositive("Cai");
        mustBePositive("Cao");
    }
}
