package dev.huxley.mechanism.aoyama;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The delayed-rectifier potassium current of horizontal cells of the rabbit, {@code iKdr = gKdr m^4 h (v - eK)}
 * (Aoyama et al., Neuroscience Research 37, 2000).
 *
 * <p>Parameters: {@code Kdr_gKdr} 4.5e-3 S/cm2, shared {@code eK} -80 mV. Gates {@code Kdr_m}, {@code Kdr_h}.
 */
public final class Kdr extends GatedChannel {
    public Kdr() {
        this("Kdr");
    }

    /** The same channel under another name. */
    public Kdr(String name) {
        super(name, JAXLEY_SHIFT);
        parameter("gKdr", 4.5e-3, "S/cm2");
        sharedParameter("eK", -80, "mV");
        gateWithRatesPerSecond(
                "m", 0.139, v -> linearOverExponential(v.sub(65).neg(), 50).mul(0.4), v -> exp(v.sub(45)
                                .div(-85))
                        .mul(4.8));
        gateWithRatesPerSecond("h", 0.932, v -> boltzmann(v.add(92).div(-7)).mul(1500), v -> boltzmann(
                        v.add(100).div(-15))
                .mul(80)
                .add(0.02));
    }

    @Override
    public String currentName() {
        return "iKdr";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gKdr").mul(membrane.get("m").pow(4)).mul(membrane.get("h"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
    }

    @Override
    public String equations() {
        return """
                iKdr = gKdr m^4 h (v - eK)
                m: alpha = 0.4 (65 - v) / (exp((65 - v) / 50) - 1), beta = 4.8 exp((45 - v) / 85)
                h: alpha = 1500 / (exp((v + 92) / 7) + 1), beta = 0.02 + 80 / (exp((v + 100) / 15) + 1)
                rates in 1/s""";
    }
}
