package dev.huxley.mechanism.liu;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;

/**
 * The calcium-activated chloride current of rods of the larval salamander, {@code iClCa = gClCa n (v - eClCa)} (Liu
 * and Kourennyi, Annals of Biomedical Engineering 32, 2004).
 *
 * <p>Parameters: {@code ClCa_gClCa} 1.3e-3 S/cm2, {@code ClCa_Khalf} 1 uM, {@code ClCa_eClCa} -20 mV. Gate {@code
 * ClCa_n}. Reads the shared state {@code Cai}, 2e-3 mM unless something changes it.
 */
public final class ClCa extends GatedChannel {
    public ClCa() {
        this("ClCa");
    }

    /** The same channel under another name. */
    public ClCa(String name) {
        super(name);
        parameter("gClCa", 1.3e-3, "S/cm2");
        parameter("Khalf", 1, "uM");
        parameter("eClCa", -20, "mV");
        sharedState("Cai", 2e-3, "mM");
        gate("n", 0.1, membrane -> Kinetics.atOnce(Hill.of(membrane.get("Cai"), membrane.get("Khalf"))));
    }

    @Override
    public String currentName() {
        return "iClCa";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gClCa").mul(membrane.get("n"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eClCa")));
    }

    @Override
    public String equations() {
        return """
                iClCa = gClCa n (v - eClCa)
                n = 1 / (1 + (Khalf / (1000 Cai))^4); Cai in mM, Khalf in uM""";
    }
}
