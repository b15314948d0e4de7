package dev.huxley.mechanism.destexhe;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A GABA_B receptor that opens potassium channels through a G-protein (Destexhe and Sejnowski, PNAS 92, 1995; Destexhe,
 * Mainen and Sejnowski, "Kinetic models of synaptic transmission", in Methods in Neuronal Modeling, 1998):
 *
 * <pre>
 * i = g G^n / (G^n + KD) (v_post - e)
 * dR/dt = K1 C (1 - R) - K2 R,   dG/dt = K3 R - K4 G
 * </pre>
 *
 * under pulses C of transmitter. Each is advanced exactly while the other and C are held.
 *
 * <p>Parameters: {@code g} 1e-4 uS, {@code e} -95 mV, {@code K1} 0.09 /(ms mM), {@code K2} 0.0012 /ms, {@code K3} 0.18
 * uM/ms, {@code K4} 0.034 /ms, {@code KD} 100 uM^n, {@code n} 4; the pulse {@code Cmax} 0.5 mM, {@code Cdur} 0.3 ms,
 * {@code vt_pre} 0 mV, {@code deadtime} 1 ms. States: {@code R}, {@code G}, {@code C}, {@code timecount}.
 */
public final class GABAb extends Synapse {
    /** The lower bound of the base of G^n, which has no derivative with respect to n at zero. */
    private static final double SMALLEST_G = 1e-30;

    public GABAb() {
        this("GABAb");
    }

    /** The same synapse under another name. */
    public GABAb(String name) {
        super(name);
        parameter("g", 1e-4, "uS");
        parameter("e", -95, "mV");
        parameter("K1", 0.09, "1/(ms mM)");
        parameter("K2", 0.0012, "1/ms");
        parameter("K3", 0.18, "uM/ms");
        parameter("K4", 0.034, "1/ms");
        parameter("KD", 100, "uM^n");
        parameter("n", 4, "1");
        parameter("Cmax", 0.5, "mM");
        parameter("Cdur", 0.3, "ms");
        parameter("vt_pre", 0, "mV");
        parameter("deadtime", 1, "ms");
        state("R", 0);
        state("G", 0, "uM");
        state("C", 0, "mM");
        state("timecount", 1000, "ms");
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        TransmitterPulse pulse = TransmitterPulse.of(synapse);
        double dt = synapse.timeStep();
        NDArray binding = synapse.get("K1").mul(pulse.concentration());
        NDArray r = Gates.step(synapse.get("R"), dt, binding, synapse.get("K2"));
        NDArray k4 = synapse.get("K4");
        NDArray steady = synapse.get("K3").mul(r).div(k4);
        NDArray decay = k4.mul(-dt).exp();
        NDArray g = steady.add(synapse.get("G").sub(steady).mul(decay));
        return Map.of("R", r, "G", g, "C", pulse.concentration(), "timecount", pulse.since());
    }

    /** The state long after the last pulse: no transmitter, nothing bound. */
    @Override
    public Map<String, NDArray> steadyState(SynapseContext synapse) {
        NDArray none = synapse.get("R").zerosLike();
        return Map.of("R", none, "G", none, "C", none);
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray power = synapse.get("G").maximum(SMALLEST_G).pow(synapse.get("n"));
        NDArray open = power.div(power.add(synapse.get("KD")));
        return synapse.get("g").mul(open).mul(synapse.postVoltage().sub(synapse.get("e")));
    }

    @Override
    public String equations() {
        return """
                i = g G^n / (G^n + KD) (v_post - e)
                dR/dt = K1 C (1 - R) - K2 R, dG/dt = K3 R - K4 G
                C = Cmax for Cdur after v_pre passes vt_pre, else 0; the next pulse may begin deadtime later
                i in nA, g in uS, C in mM, G in uM""";
    }
}
