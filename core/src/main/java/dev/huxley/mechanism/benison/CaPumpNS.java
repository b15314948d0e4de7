package dev.huxley.mechanism.benison;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * Calcium in a compartment of ganglion cells of the cat, as a channel without a current: the calcium current of the
 * previous step flows in through the side of the cylinder, stores take calcium up, a pump removes it, and buffers leave
 * only a part of it free (Benison et al., Journal of Theoretical Biology 210, 2001):
 *
 * <pre>
 * dCai/dt = fi ((Ceq - Cai) / tau_store + inflow - j)
 * inflow = max(0, -1e4 iCa (2 / radius) / (2 F)), j = v_pump Cai^4 / (Cai^4 + K_pump^4)
 * </pre>
 *
 * <p>The pump's rate is that of the concentration before the step; the rest is exact while it is held.
 *
 * <p>Parameters, without the mechanism's name in front: {@code Ceq} 1e-4 mM, {@code tau_store} 12.5 ms, {@code K_pump} 1e-4
 * mM, {@code v_pump} 7.2e-6 mM/ms, {@code fi} 0.025. Changes the shared state {@code Cai}, 1e-4 mM. Reads {@code iCa}, 0
 * where no calcium channel is inserted.
 */
public final class CaPumpNS extends Channel {
    private static final double FARADAY = 96485.3329;

    public CaPumpNS() {
        this("CaPumpNS");
    }

    /** The same mechanism under another name. */
    public CaPumpNS(String name) {
        super(name);
        sharedParameter("Ceq", 1e-4, "mM");
        sharedParameter("tau_store", 12.5, "ms");
        sharedParameter("K_pump", 1e-4, "mM");
        sharedParameter("v_pump", 7.2e-6, "mM/ms");
        sharedParameter("fi", 0.025, "1");
        sharedState("Cai", 1e-4, "mM");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray calcium = membrane.get("Cai");
        NDArray surfaceToVolume = NDArrays.div(2, membrane.get("radius"));
        NDArray inflow = membrane.current("iCa")
                .mul(surfaceToVolume)
                .mul(-1e4 / (2 * FARADAY))
                .maximum(0);
        NDArray bound = calcium.pow(4);
        NDArray pumped = membrane.get("v_pump")
                .mul(bound)
                .div(bound.add(membrane.get("K_pump").pow(4)));
        NDArray store = membrane.get("tau_store");
        NDArray target = membrane.get("Ceq").add(store.mul(inflow.sub(pumped)));
        return Map.of("Cai", Gates.stepTowards(calcium, membrane.timeStep(), target, store.div(membrane.get("fi"))));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                dCai/dt = fi ((Ceq - Cai) / tau_store + inflow - j)
                inflow = max(0, -1e4 iCa (2 / radius) / (2 F)), j = v_pump Cai^4 / (Cai^4 + K_pump^4)
                no current; iCa in mA/cm2 of the previous step, radius in um, F = 96485.3329 C/mol""";
    }
}
