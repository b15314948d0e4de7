package dev.huxley.mechanism.synapse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;

/**
 * An electrical synapse: one connection couples both compartments, {@code i = gE (v_post - v_pre)} leaving the
 * postsynaptic and entering the presynaptic one.
 *
 * <p>Parameter: {@code gE} 1e-3 uS. No states.
 *
 * <p><b>Stability.</b> The current uses the voltages before the step and is the same on both sides, so charge is
 * conserved to rounding. An explicit current is unstable when the coupling is faster than the time step; there the
 * conductance is limited to
 *
 * <pre>
 * min(gE, 1 / (dt (n_pre / C_pre + n_post / C_post)))
 * </pre>
 *
 * with the capacitance C of a compartment and the number n of junctions that connect to it. Then the junctions of a
 * compartment move at most the charge in a step that brings it to its neighbors' voltages: with the limit, the sum d of
 * {@code dt g / C} over its junctions is below 1, so its new voltage is a weighted mean of its own and its neighbors',
 * for any gE and dt (by Gershgorin's theorem the eigenvalues of the coupling lie in [0, 2 d]). A current that is
 * implicit in each side's own voltage would be stable, too, but the current that leaves one side would differ from the
 * one that enters the other. Below the limit, that is for time constants above the time step, gE is unchanged.
 */
public final class GapJunction extends Synapse {
    /** 1 uS ms in units of 10 fF, which is um2 times uF/cm2. */
    private static final double MICROSIEMENS_MILLISECOND = 1e5;

    public GapJunction() {
        this("GapJunction");
    }

    /** The same synapse under another name. */
    public GapJunction(String name) {
        super(name);
        parameter("gE", 1e-3, "uS");
        readsPre("area");
        readsPre("capacitance");
        readsPost("area");
        readsPost("capacitance");
    }

    @Override
    public boolean isReciprocal() {
        return true;
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray atPre = synapse.preJunctions().div(synapse.pre("area").mul(synapse.pre("capacitance")));
        NDArray atPost = synapse.postJunctions().div(synapse.post("area").mul(synapse.post("capacitance")));
        NDArray limit = NDArrays.div(1 / (MICROSIEMENS_MILLISECOND * synapse.timeStep()), atPre.add(atPost));
        NDArray conductance = synapse.get("gE").minimum(limit);
        return conductance.mul(synapse.postVoltage().sub(synapse.preVoltage()));
    }

    @Override
    public String equations() {
        return """
                i = gE (v_post - v_pre), out of the postsynaptic and into the presynaptic compartment
                gE in uS is limited where the coupling is faster than the time step; i in nA""";
    }
}
