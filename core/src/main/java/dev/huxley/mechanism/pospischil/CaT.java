package dev.huxley.mechanism.pospischil;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;

/**
 * The low-threshold calcium current, {@code i_Ca = gCaT s_inf^2 u (v - eCa)} (Pospischil et al., Biological Cybernetics
 * 99, 2008; Destexhe, Bal, McCormick and Sejnowski, Journal of Neurophysiology 76, 1996). Its activation is
 * instantaneous.
 *
 * <p>Parameters: {@code CaT_gCaT} 4e-5 S/cm2, {@code CaT_vx} 2 mV, a shift, shared {@code eCa} 120 mV. Gate
 * {@code CaT_u}.
 */
public final class CaT extends GatedChannel {
    public CaT() {
        this("CaT");
    }

    /** The same channel under another name. */
    public CaT(String name) {
        super(name);
        parameter("gCaT", 4e-5, "S/cm2");
        parameter("vx", 2, "mV");
        sharedParameter("eCa", 120, "mV");
        gate("u", 0.2, CaT::kineticsOfU);
    }

    @Override
    public String currentName() {
        return "i_Ca";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gCaT").mul(activation(membrane).square()).mul(membrane.get("u"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    @Override
    public String equations() {
        return """
                i_Ca = gCaT s_inf^2 u (v - eCa), w = v + vx
                s_inf = 1 / (1 + exp(-(w + 57) / 6.2))
                u: inf = 1 / (1 + exp((w + 81) / 4))
                   tau = (30.8 + 211.4 + exp((w + 113.2) / 5)) / (3.7 (1 + exp((w + 84) / 3.2)))
                tau in ms""";
    }

    private static NDArray activation(Membrane membrane) {
        return boltzmann(shifted(membrane).add(57).div(6.2));
    }

    private static Kinetics kineticsOfU(Membrane membrane) {
        NDArray w = shifted(membrane);
        NDArray slowing = exp(w.add(113.2).div(5)).add(30.8 + 211.4);
        NDArray speed = exp(w.add(84).div(3.2)).add(1).mul(3.7);
        return Kinetics.relaxation(boltzmann(w.add(81).div(-4)), slowing.div(speed));
    }

    private static NDArray shifted(Membrane membrane) {
        return membrane.voltage().add(membrane.get("vx"));
    }
}
