package dev.huxley.mechanism.scheme;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;
import java.util.Map;

/**
 * The reversal potential of calcium from its concentrations on both sides of the membrane, {@code eCa = 1000 R T / (2 F)
 * ln(outside / inside)} (Nernst 1888), set in every time step before currents are computed. No current.
 *
 * <p>The temperature is that of the model ({@code celsius}), or the parameter {@code T} (K) in a model without one; a
 * mechanism declares it, the concentrations and the state {@code eCa}.
 */
public abstract class CalciumNernst extends Channel {
    /** The gas constant, J/(mol K). */
    private static final double GAS_CONSTANT = 8.314;
    /** The Faraday constant, C/mol. */
    private static final double FARADAY = 96485.3329;

    private static final String PER_KELVIN = "1000 R T / (2 F)";

    private final String outside;
    private final String inside;

    /**
     * @param name the name in the model
     * @param outside the key of the concentration outside
     * @param inside the key of the concentration inside, in the same unit
     */
    protected CalciumNernst(String name, String outside, String inside) {
        super(name);
        this.outside = outside;
        this.inside = inside;
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray scale = Temperature.kelvin(membrane, "T").mul(1000 * GAS_CONSTANT / (2 * FARADAY));
        NDArray ratio = membrane.get(outside).div(membrane.get(inside));
        return Map.of("eCa", scale.mul(ratio.log()));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return "eCa = " + PER_KELVIN + " ln(" + outside + " / " + inside + ")\n"
                + "no current; eCa in mV, T in K or celsius + 273.15, R = 8.314 J/(mol K), F = 96485.3329 C/mol";
    }
}
