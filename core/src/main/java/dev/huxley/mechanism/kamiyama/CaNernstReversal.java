package dev.huxley.mechanism.kamiyama;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * The reversal potential of calcium of rods from its concentrations on both sides of the membrane, {@code eCa = 12.5
 * ln(Cao / Cas)} (Kamiyama, Wu and Usui, Vision Research 49, 2009).
 *
 * <p>Parameter: {@code Cao} 1600 uM, shared. Sets the shared state {@code eCa} (40 mV before the first step) from the shared
 * state {@code Cas} (0.0966 uM). No current. Concentrations must be positive: a run that begins with others throws an
 * error, and one that reaches others ends with an error.
 */
public final class CaNernstReversal extends Channel {
    /** RT/2F in mV, as the authors have it. */
    private static final double SCALE = 12.5;

    public CaNernstReversal() {
        this("CaNernstReversal");
    }

    /** The same mechanism under another name. */
    public CaNernstReversal(String name) {
        super(name);
        sharedParameter("Cao", 1600, "uM");
        sharedState("eCa", 40, "mV");
        sharedState("Cas", 0.0966, "uM");
        mustBePositive("Cas");
        mustBePositive("Cao");
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        return Map.of("eCa", membrane.get("Cao").div(membrane.get("Cas")).log().mul(SCALE));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                eCa = 12.5 ln(Cao / Cas)
                no current; eCa in mV, Cao and Cas in uM""";
    }
}
