package dev.huxley.mechanism.hay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;

/**
 * The calcium-activated potassium current of small conductance, {@code i_K = gSKE2 z (v - eK)} (Köhler et al., Science
 * 273, 1996; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code SKE2_gSKE2} 1e-6 S/cm2, shared {@code eK} -77 mV. Gate {@code SKE2_z}; reads
 * the shared calcium concentration {@code CaCon_i}, 5e-5 mM unless something changes it.
 */
public final class SKE2 extends GatedChannel {
    public SKE2() {
        this("SKE2");
    }

    /** The same channel under another name. */
    public SKE2(String name) {
        super(name);
        parameter("gSKE2", 1e-6, "S/cm2");
        sharedParameter("eK", -77, "mV");
        sharedState("CaCon_i", 5e-5, "mM");
        gate(
                "z",
                0,
                membrane -> Kinetics.relaxation(
                        openAt(membrane.get("CaCon_i")), membrane.voltage().onesLike()));
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gSKE2").mul(membrane.get("z"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gSKE2 z (v - eK)
                z: inf = 1 / (1 + (0.00043 / CaCon_i)^4.8), tau = 1 ms; CaCon_i in mM""";
    }

    private static NDArray openAt(NDArray calcium) {
        // As published: concentrations below 1e-7 mM are raised by as much. The floor only matters below zero.
        NDArray raised =
                NDArrays.where(calcium.lt(1e-7), calcium.add(1e-7), calcium).maximum(1e-8);
        return NDArrays.div(1, NDArrays.div(0.00043, raised).pow(4.8).add(1));
    }
}
