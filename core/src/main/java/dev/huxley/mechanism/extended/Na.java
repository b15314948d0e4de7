package dev.huxley.mechanism.extended;

import static dev.huxley.mechanism.Rates.boltzmann;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Kinetics;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Temperature;

/**
 * The sodium current of cortical neurons with a slow inactivation, {@code i_Na = gNa m^3 h s (v - eNa)}: gates m and h are
 * those of Pospischil et al. (Biological Cybernetics 99, 2008), each with a factor on its rates; the gate s relaxes to a
 * Boltzmann function with a time constant that does not depend on the voltage (slow inactivation of pyramidal cells: Jung,
 * Mickus and Spruston, Journal of Neuroscience 17, 1997). It is what lets spikes shrink, and firing slow down, over hundreds
 * of milliseconds.
 *
 * <p>Parameters: {@code Na_gNa} 0.05 S/cm2, {@code Na_mSpeed} 1 and {@code Na_hSpeed} 1, the factors on the rates of m and
 * h, {@code Na_sHalf} -45 mV, {@code Na_sSlope} 5 mV and {@code Na_sTau} 200 ms of the slow inactivation, shared
 * {@code eNa} 50 mV and {@code vt} -60 mV, which moves the spike threshold. Gates {@code Na_m}, {@code Na_h}, {@code Na_s}.
 *
 * <p>With both factors at 1 and {@code sHalf} far above all voltages, for instance at 1000 mV, s stays at 1 and the current
 * is that of {@code pospischil.Na}.
 */
public final class Na extends GatedChannel {
    public Na() {
        this("Na");
    }

    /** The same channel under another name. */
    public Na(String name) {
        super(name);
        temperature(Temperature.measuredAt(36));
        parameter("gNa", 0.05, "S/cm2");
        parameter("mSpeed", 1, "1");
        parameter("hSpeed", 1, "1");
        parameter("sHalf", -45, "mV");
        parameter("sSlope", 5, "mV");
        parameter("sTau", 200, "ms");
        sharedParameter("eNa", 50, "mV");
        sharedParameter("vt", -60, "mV");
        gate("m", 0.2, membrane -> dev.huxley.mechanism.pospischil.Na.kineticsOfM(membrane)
                .times(membrane.get("mSpeed")));
        gate("h", 0.2, membrane -> dev.huxley.mechanism.pospischil.Na.kineticsOfH(membrane)
                .times(membrane.get("hSpeed")));
        gate("s", 1, Na::kineticsOfS);
    }

    @Override
    public String currentName() {
        return "i_Na";
    }

    @Override
    public NDArray current(Membrane membrane) {
        NDArray inactivation = membrane.get("h").mul(membrane.get("s"));
        NDArray conductance = membrane.get("gNa").mul(membrane.get("m").pow(3)).mul(inactivation);
        return conductance.mul(membrane.voltage().sub(membrane.get("eNa")));
    }

    @Override
    public String equations() {
        return """
                i_Na = gNa m^3 h s (v - eNa), u = v - vt
                m: alpha = mSpeed 0.32 (13 - u) / (exp((13 - u) / 4) - 1),
                   beta = mSpeed 0.28 (u - 40) / (exp((u - 40) / 5) - 1)
                h: alpha = hSpeed 0.128 exp((17 - u) / 18), beta = hSpeed 4 / (exp((40 - u) / 5) + 1)
                s: inf = 1 / (1 + exp((v - sHalf) / sSlope)), tau = sTau
                rates in 1/ms, tau in ms""";
    }

    private static Kinetics kineticsOfS(Membrane membrane) {
        NDArray above = membrane.voltage().sub(membrane.get("sHalf"));
        return Kinetics.relaxation(boltzmann(above.div(membrane.get("sSlope")).neg()), membrane.get("sTau"));
    }
}
