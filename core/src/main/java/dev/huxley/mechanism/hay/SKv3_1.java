package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.boltzmann;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The fast non-inactivating potassium current, {@code i_K = gSKv3_1 m (v - eK)} (Rettig et al., EMBO Journal 11, 1992;
 * as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code SKv3_1_gSKv3_1} 1e-5 S/cm2, shared {@code eK} -77 mV. Gate {@code SKv3_1_m}.
 */
public final class SKv3_1 extends GatedChannel {
    public SKv3_1() {
        this("SKv3_1");
    }

    /** The same channel under another name. */
    public SKv3_1(String name) {
        super(name);
        parameter("gSKv3_1", 1e-5, "S/cm2");
        sharedParameter("eK", -77, "mV");
        gateTowards("m", 0.1, v -> boltzmann(v.sub(18.7).div(9.7)), v -> boltzmann(
                        v.add(46.56).div(44.14))
                .mul(4));
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gSKv3_1").mul(membrane.get("m"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gSKv3_1 m (v - eK)
                m: inf = 1 / (1 + exp(-(v - 18.7) / 9.7)), tau = 4 / (1 + exp(-(v + 46.56) / 44.14)) ms""";
    }
}
