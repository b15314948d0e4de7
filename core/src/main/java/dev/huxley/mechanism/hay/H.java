package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;
import static dev.huxley.mechanism.hay.ShiftedRates.SHIFT;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;

/**
 * The hyperpolarization-activated cation current, {@code i_H = gH m (v - eH)} (Kole, Hallermann and Stuart, Journal of
 * Neuroscience 26, 2006; as in Hay et al., PLoS Computational Biology 7, 2011).
 *
 * <p>Parameters: {@code H_gH} 1e-5 S/cm2, shared {@code eH} -45 mV. Gate {@code H_m}.
 */
public final class H extends GatedChannel {
    public H() {
        this("H");
    }

    /** The same channel under another name. */
    public H(String name) {
        super(name);
        parameter("gH", 1e-5, "S/cm2");
        sharedParameter("eH", -45, "mV");
        gateWithRates(
                "m", 0, v -> linearOverExponential(v.add(154.9 + SHIFT), 11.9).mul(0.00643), v -> exp(v.div(33.1))
                        .mul(0.193));
    }

    @Override
    public String currentName() {
        return "i_H";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance = membrane.get("gH").mul(membrane.get("m"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eH")));
    }

    @Override
    public String equations() {
        return """
                i_H = gH m (v - eH)
                m: alpha = 0.00643 (v + 154.9) / (exp((v + 154.9) / 11.9) - 1), beta = 0.193 exp(v / 33.1)
                rates in 1/ms""";
    }
}
