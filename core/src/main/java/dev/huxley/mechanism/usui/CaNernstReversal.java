package dev.huxley.mechanism.usui;

import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.scheme.CalciumNernst;

/**
 * The reversal potential of calcium of bipolar cells from its concentrations on both sides of the membrane (Usui et al., Vision Research 36, 1996):
 *
 * <pre>
 * eCa = 1000 R T / (2 F) ln(Cao / Cas)
 * </pre>
 *
 * <p>Parameters: shared {@code Cao} 2500 uM; {@code CaNernstReversal_T} 299.41322935 K, at which RT/2F is 12.9 mV as the
 * authors have it, and which is not used in a model with a temperature ({@link Temperature}). Sets the shared state {@code
 * eCa} (40 mV before the first step) from the shared state {@code Cas} (0.01156 uM). No current. Concentrations must be
 * positive: a run that begins with others throws an error, and one that reaches others ends with an error.
 */
public final class CaNernstReversal extends CalciumNernst {
    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name, "Cao", "Cas");
        sharedParameter("Cao", 2500, "uM");
        parameter("T", 299.41322935, "K");
        sharedState("eCa", 40, "mV");
        sharedState("Cas", 0.01156, "uM");
        mustBePositive("Cas");
        mustBePositive("Cao");
    }

    @Override
    public String currentName() {
        return "iCa";
    }
}
