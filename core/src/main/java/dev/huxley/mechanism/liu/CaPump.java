package dev.huxley.mechanism.liu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Membrane;
import java.util.Map;

/**
 * Calcium in a shell under the membrane of rods of the larval salamander, as a channel without a current: half of the
 * calcium current of the previous step stays in the shell, and a pump restores the resting concentration (Liu and
 * Kourennyi, Annals of Biomedical Engineering 32, 2004):
 *
 * <pre>
 * dCai/dt = drive / 2 - (Cai - cainf) / taur, drive = max(0, -1e4 iCa / (2 F depth))
 * </pre>
 *
 * <p>Parameters: {@code CaPump_depth} 0.1 um, {@code CaPump_taur} 20 ms, {@code CaPump_cainf} 5e-5 mM. Changes the shared
 * state {@code Cai}, 2e-3 mM. Reads {@code iCa}, 0 where no calcium channel is inserted.
 */
public final class CaPump extends Channel {
    private static final double FARADAY = 96485.3329;

    public CaPump() {
        this("CaPump");
    }

    /** The same mechanism under another name. */
    public CaPump(String name) {
        super(name);
        parameter("depth", 0.1, "um");
        parameter("taur", 20, "ms");
        parameter("cainf", 5e-5, "mM");
        sharedState("Cai", 2e-3, "mM");
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        NDArray drive = NDArrays.div(-1e4 / (2 * FARADAY), membrane.get("depth"))
                .mul(membrane.current("iCa"))
                .maximum(0);
        NDArray decay = membrane.get("taur");
        NDArray target = membrane.get("cainf").add(decay.mul(drive).div(2));
        return Map.of("Cai", Gates.stepTowards(membrane.get("Cai"), membrane.timeStep(), target, decay));
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                dCai/dt = drive / 2 - (Cai - cainf) / taur, drive = max(0, -1e4 iCa / (2 F depth))
                no current; iCa in mA/cm2 of the previous step, depth in um, F = 96485.3329 C/mol""";
    }
}
