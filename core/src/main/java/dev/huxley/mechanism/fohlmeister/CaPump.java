package dev.huxley.mechanism.fohlmeister;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * Calcium in a compartment as a channel without a current: the calcium current of the previous step flows in through the
 * surface of the cylinder, ends included, and a pump restores the resting concentration (Fohlmeister and Miller, Journal
 * of Neurophysiology 78, 1997):
 *
 * <pre>
 * dCai/dt = max(0, -1e4 (2 / length + 2 / radius) iCa / (2 F)) - (Cai - cainf) / taur
 * </pre>
 *
 * <p>Parameters: {@code CaPump_taur} 10 ms, {@code CaPump_cainf} 2.4e-4 mM. Changes the shared state {@code Cai} (5e-5 mM).
 * Reads {@code iCa}, so a calcium channel must be inserted somewhere.
 */
public final class CaPump extends Channel {
    /** The Faraday constant, C/mol, as in the published implementation. */
    private static final double FARADAY = 96489;

    public CaPump() {
        this("CaPump");
    }

    /** The same mechanism under another name. */
    public CaPump(String name) {
        super(name);
        parameter("taur", 10, "ms");
        parameter("cainf", 2.4e-4, "mM");
        sharedState("Cai", 5e-5, "mM");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray surfaceToVolume = NDArrays.div(2, membrane.get("length")).add(NDArrays.div(2, membrane.get("radius")));
        NDArray inflow = surfaceToVolume
                .mul(membrane.get("iCa"))
                .mul(-1e4 / (2 * FARADAY))
                .maximum(0);
        NDArray decay = membrane.get("taur");
        NDArray target = membrane.get("cainf").add(decay.mul(inflow));
        return Map.of("Cai", Gates.stepTowards(membrane.get("Cai"), membrane.timeStep(), target, decay));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                dCai/dt = max(0, -1e4 (2 / length + 2 / radius) iCa / (2 F)) - (Cai - cainf) / taur
                no current; iCa in mA/cm2 of the previous step, length and radius in um, F = 96489 C/mol""";
    }
}
