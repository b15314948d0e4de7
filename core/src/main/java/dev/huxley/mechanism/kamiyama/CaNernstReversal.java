package dev.huxley.mechanism.kamiyama;

import dev.huxley.mechanism.Temperature;
import dev.huxley.mechanism.scheme.CalciumNernst;

/**
 * The reversal potential of calcium of rods from its concentrations on both sides of the membrane, {@code eCa = RT/2F
 * ln(Cao / Cas)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameters: {@code Cao} 1600 uM, shared; {@code CaNernstReversal_T} 290.1 K, at which RT/2F is 12.5 mV as the authors have it, and which is not used in a model with a temperature ({@link Temperature}). Sets the shared state {@code eCa} (40 mV before the first step) from the shared
 * state {@code Cas} (0.0966 uM). No current. Concentrations must be positive: a run that begins with others throws an
 * error, and one that reaches others ends with an error.
 */
public final class CaNernstReversal extends CalciumNernst {
    /** RT/2F in mV, as the authors have it. */
    private static final double MILLIVOLTS = 12.5;

    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name, "Cao", "Cas");
        sharedParameter("Cao", 1600, "uM");
        parameter("T", kelvin(MILLIVOLTS), "K");
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
