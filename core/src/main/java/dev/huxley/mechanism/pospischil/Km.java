package dev.huxley.mechanism.pospischil;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The slow non-inactivating potassium current that adapts the rate of spikes, {@code i_K = gKm p (v - eK)} (Pospischil
 * et al., Biological Cybernetics 99, 2008; Yamada, Koch and Adams, Methods in Neuronal Modeling, 1989).
 *
 * <p>Parameters: {@code Km_gKm} 4e-6 S/cm2, {@code Km_taumax} 4000 ms, shared {@code eK} -90 mV. Gate {@code Km_p}.
 */
public final class Km extends GatedChannel {
    public Km() {
        this("Km");
    }

    /** The same channel under another name. */
    public Km(String name) {
        super(name);
        temperature(Temperature.measuredAt(36));
        parameter("gKm", 4e-6, "S/cm2");
        parameter("taumax", 4000, "ms");
        sharedParameter("eK", -90, "mV");
        gate("p", 0.2, Km::kineticsOfP);
    }

    @Override
    public String currentName() {
        return "i_K";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKm").mul(membrane.get("p"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                i_K = gKm p (v - eK)
                p: inf = 1 / (1 + exp(-0.1 (v + 35))), tau = taumax / (3.3 exp(0.05 (v + 35)) + exp(-0.05 (v + 35)))
                tau in ms""";
    }

    private static Kinetics kineticsOfP(Membrane membrane) {
        NDArray u = membrane.voltage().add(35);
        NDArray speed = exp(u.mul(0.05)).mul(3.3).add(exp(u.mul(-0.05)));
        return Kinetics.relaxation(boltzmann(u.mul(0.1)), membrane.get("taumax").div(speed));
    }
}
