package dev.huxley.mechanism.pospischil;

import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/** The common part of the low-threshold calcium currents: everything except the time constant of the inactivation. */
abstract class LowThresholdCalcium extends GatedChannel {
    LowThresholdCalcium(String name) {
        super(name);
        temperature(Temperature.measuredAt(36));
        parameter("gCaT", 4e-5, "S/cm2");
        parameter("vx", 2, "mV");
        sharedParameter("eCa", 120, "mV");
        gate("u", 0.2, this::kineticsOfU);
    }

    /** The time constant (ms) from {@code e1 = exp((w + 113.2) / 5)} and {@code e2 = exp((w + 84) / 3.2)}. */
    abstract NDArray timeConstant(NDArray e1, NDArray e2);

    @Override
    public final String currentName() {
        return "i_Ca";
    }

    @Override
    public final NDArray current(Membrane membrane) {
        NDArray conductance =
                membrane.get("gCaT").mul(activation(membrane).square()).mul(membrane.get("u"));
        return conductance.mul(membrane.voltage().sub(membrane.get("eCa")));
    }

    /** The equations, with the time constant in the form of the subclass. */
    final String equations(String tau) {
        return """
                i_Ca = gCaT s_inf^2 u (v - eCa), w = v + vx
                s_inf = 1 / (1 + exp(-(w + 57) / 6.2))
                u: inf = 1 / (1 + exp((w + 81) / 4))
                   tau = %s
                tau in ms"""
                .formatted(tau);
    }

    private static NDArray activation(Membrane membrane) {
        return boltzmann(shifted(membrane).add(57).div(6.2));
    }

    private Kinetics kineticsOfU(Membrane membrane) {
        NDArray w = shifted(membrane);
        NDArray tau = timeConstant(exp(w.add(113.2).div(5)), exp(w.add(84).div(3.2)));
        return Kinetics.relaxation(boltzmann(w.add(81).div(-4)), tau);
    }

    private static NDArray shifted(Membrane membrane) {
        return membrane.voltage().add(membrane.get("vx"));
    }
}
