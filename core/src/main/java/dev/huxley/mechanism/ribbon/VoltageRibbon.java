package dev.huxley.mechanism.ribbon;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/** A ribbon whose release sites the presynaptic voltage opens. */
abstract class VoltageRibbon extends Synapse {
    static final String EQUATIONS =
            Vesicles.EQUATIONS + """
            p = 1 / (1 + exp(-k (v_pre - V_half)))
            """;

    VoltageRibbon(String name) {
        super(name);
        Vesicles.RATES.forEach((parameter, value) -> parameter(parameter, value, "1/ms"));
        parameter("d_max", 0.1, "1/ms");
        Vesicles.POOLS.forEach((parameter, value) -> parameter(parameter, value, Vesicles.UNIT));
        parameter("k", 1, "1/mV");
        parameter("V_half", -35, "mV");
        Vesicles.INITIAL.forEach((state, value) -> state(state, value, Vesicles.UNIT));
    }

    /** The rates of change (1/ms) of the pools. */
    static Map<String, Dual> rates(SynapseContext synapse, Map<String, Dual> y) {
        NDArray above = synapse.preVoltage().sub(synapse.get("V_half"));
        return Vesicles.rates(synapse, Rates.boltzmann(above.mul(synapse.get("k"))), y);
    }
}
