package dev.huxley.mechanism.destexhe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * A receptor with one bound state, {@code dR/dt = alpha C (1 - R) - beta R}, under square pulses of transmitter, for
 * which the solution is exact: R approaches {@code Cmax alpha / (Cmax alpha + beta)} during a pulse and decays with
 * beta after it (Destexhe, Mainen and Sejnowski, Neural Comput. 6, 1994).
 *
 * <p>States: {@code R}; {@code R0} and {@code R1}, its values when the last pulse began and before the step in which it
 * ended; {@code C} and {@code timecount}, see {@link TransmitterPulse}. The published code replaces exponentials below
 * exp(-10) by zero, at which R jumps; here R keeps decaying.
 */
abstract class PulsedReceptor extends Synapse {
    PulsedReceptor(String name, double conductance, double reversal, double alpha, double beta) {
        super(name);
        parameter("g", conductance, "uS");
        parameter("e", reversal, "mV");
        parameter("alpha", alpha, "1/(ms mM)");
        parameter("beta", beta, "1/ms");
        parameter("Cmax", 1, "mM");
        parameter("Cdur", 1, "ms");
        parameter("vt_pre", 0, "mV");
        parameter("deadtime", 1, "ms");
        state("R", 0);
        state("C", 0, "mM");
        state("R0", 0);
        state("R1", 0);
        state("timecount", 1000, "ms");
    }

    @Override
    public final Map<String, NDArray> update(SynapseContext synapse) {
        TransmitterPulse pulse = TransmitterPulse.of(synapse);
        NDArray before = synapse.get("R");
        NDArray atStart = NDArrays.where(pulse.starts(), before, synapse.get("R0"));
        NDArray atEnd = NDArrays.where(pulse.ends(), before, synapse.get("R1"));
        NDArray binding = synapse.get("Cmax").mul(synapse.get("alpha"));
        NDArray rate = binding.add(synapse.get("beta"));
        NDArray most = binding.div(rate);
        NDArray rising =
                most.add(atStart.sub(most).mul(pulse.since().neg().mul(rate).exp()));
        NDArray afterPulse = pulse.since().sub(synapse.get("Cdur"));
        NDArray falling = atEnd.mul(afterPulse.neg().mul(synapse.get("beta")).exp());
        return Map.of(
                "R", NDArrays.where(pulse.concentration().gt(0), rising, falling),
                "C", pulse.concentration(),
                "R0", atStart,
                "R1", atEnd,
                "timecount", pulse.since());
    }

    /** The state long after the last pulse: no transmitter, nothing bound. */
    @Override
    public final Map<String, NDArray> steadyState(SynapseContext synapse) {
        NDArray none = synapse.get("R").zerosLike();
        return Map.of("R", none, "C", none, "R0", none, "R1", none);
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("g").mul(synapse.get("R")).mul(synapse.postVoltage().sub(synapse.get("e")));
    }

    @Override
    public String equations() {
        return """
                i = g R (v_post - e)
                dR/dt = alpha C (1 - R) - beta R
                C = Cmax for Cdur after v_pre passes vt_pre, else 0; the next pulse may begin deadtime later
                i in nA, g in uS, C in mM""";
    }
}
