package dev.huxley.mechanism.ribbon;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.SynapseContext;
import java.util.Map;

/**
 * The ribbon synapse of a photoreceptor or bipolar cell (Schröder et al., eLife 10, 2021, 10.7554/eLife.67851): the
 * presynaptic voltage releases vesicles from the readily releasable pool {@code RRP}, which the intermediate pool {@code
 * IP} fills, and that the reserve {@code RP}; released ones, {@code exo}, open the postsynaptic conductance until they
 * are retrieved:
 *
 * <pre>
 * i = gS exo (v_post - e_syn)
 * p = 1 / (1 + exp(-k (v_pre - V_half)))
 * fuse = e_max p RRP / RRP_max
 * </pre>
 *
 * <p>The pools are advanced together by an implicit step ({@link ImplicitEuler}); the number of vesicles never changes.
 *
 * <p>Parameters: {@code gS} 1e-6 uS, {@code e_syn} 0 mV, {@code e_max} 1.5, {@code r_max} 2, {@code i_max} 4, {@code d_max}
 * 0.1 (1/ms), {@code RRP_max} 3, {@code IP_max} 10, {@code RP_max} 25 (vesicles), {@code k} 1 1/mV, {@code V_half} -35 mV.
 * States (vesicles): {@code exo} 0.75, {@code RRP} 1.5, {@code IP} 5, {@code RP} 12.5.
 */
public final class RibbonSynapse extends VoltageRibbon {
    public RibbonSynapse() {
        this("RibbonSynapse");
    }

    /** The same synapse under another name. */
    public RibbonSynapse(String name) {
        super(name);
        parameter("gS", 1e-6, "uS");
        parameter("e_syn", 0, "mV");
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        return ImplicitEuler.step(synapse, synapse.timeStep(), Vesicles.STATES, y -> rates(synapse, y));
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        return synapse.get("gS")
                .mul(synapse.get("exo"))
                .mul(synapse.postVoltage().sub(synapse.get("e_syn")));
    }

    @Override
    public String equations() {
        return EQUATIONS
                + """
                i = gS exo (v_post - e_syn)
                i in nA, gS in uS, exo, RRP, IP, RP in vesicles, rates in 1/ms""";
    }
}
