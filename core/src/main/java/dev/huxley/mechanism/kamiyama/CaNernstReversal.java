package dev.huxley.mechanism.kamiyama;

import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.scheme.CalciumNernst;

/**
 * The reversal potential of calcium of rods from its concentrations on both sides of the membrane (Kamiyama, Wu and Usui, Vision Research 49, 2009):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(Cao / Cas)
 * </pre>
 *
 * <p>Parameters: shared {@code Cao} 1600 uM; {@code CaNernstReversal_T} 290.12909821 K, at which RT/2F is 12.5 mV as the
 * authors have it, and which is not used in a model with a temperature ({@link Temperature}). Sets the shared state {@code
 * eCa} (40 mV before the first step) from the shared state {@code Cas} (0.0966 uM). No current. Concentrations must be
 * positive: a run that begins with others throws an error, and one that reaches others ends with an error.
 */
public final class CaNernstReversal extends CalciumNernst {
    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name, "Cao", "Cas");
        sharedParameter("Cao", 1600, "uM");
        parameter("T", 290.12909821, "K");
        sharedState("eCa", 40, "mV");
        sharedState("Cas", 0.0966, "uM");
        mustBePositive("Cas");
        mustBePositive("Cao");
    }

    @Override
    public String currentName() {
        return "iCa";
    }
}
