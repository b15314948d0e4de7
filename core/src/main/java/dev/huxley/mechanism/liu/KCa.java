package dev.huxley.mechanism.liu;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;

/**
 * The calcium-activated potassium current of rods of the larval salamander, {@code iKCa = gKCa n^4 (v - eK)} (Liu and
 * Kourennyi, Annals of Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code KCa_gKCa} 5e-3 S/cm2, {@code KCa_Khalf} 3.32 uM, shared {@code eK} -74 mV. Gate {@code
 * KCa_n}. Reads the shared state {@code Cai}, 2e-3 mM unless something changes it.
 */
public final class KCa extends GatedChannel {
    public KCa() {
        this("KCa");
    }

    /** The same channel under another name. */
    public KCa(String name) {
        super(name);
        parameter("gKCa", 5e-3, "S/cm2");
        parameter("Khalf", 3.32, "uM");
        sharedParameter("eK", -74, "mV");
        sharedState("Cai", 2e-3, "mM");
        gate("n", 0.1, membrane -> Kinetics.atOnce(Hill.of(membrane.get("Cai"), membrane.get("Khalf"))));
    }

    @Override
    public String currentName() {
        return "iKCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKCa").mul(membrane.get("n").pow(4));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKCa = gKCa n^4 (v - eK)
                n = 1 / (1 + (Khalf / (1000 Cai))^4); Cai in mM, Khalf in uM""";
    }
}
