package dev.huxley.mechanism.ribbon;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.SynapseContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ribbon synapse from a photoreceptor to an ON bipolar cell: released glutamate activates the receptor mGluR6, which
 * closes the channel TRPM1, so that light, which ends the release, depolarizes (release as in {@link RibbonSynapse}, Schröder
 * et al., eLife 10, 2021, 10.7554/eLife.67851; receptor of Nishiyama et al., Annual International Conference of the IEEE
 * Engineering in Medicine and Biology Society, 2014):
 *
 * <pre>
 * i = gTRPM1 mTRPM1 (v_post - eTRPM1)
 * Q = exo^2 / (exo^2 + KGlu^2)
 * dmTRPM1/dt = 0.04 (1 - Q - mTRPM1)
 * </pre>
 *
 * <p>The pools and the channel are advanced together by an implicit step ({@link ImplicitEuler}).
 *
 * <p>Parameters: {@code gTRPM1} 1.65e-3 uS, {@code eTRPM1} -11.5 mV, {@code KGlu} 5 vesicles, and those of the release: {@code
 * e_max} 1.5, {@code r_max} 2, {@code i_max} 4, {@code d_max} 0.1 (1/ms), {@code RRP_max} 3, {@code IP_max} 10, {@code
 * RP_max} 25 (vesicles), {@code k} 1 1/mV, {@code V_half} -35 mV. States: {@code mTRPM1} 0.5; {@code exo} 0.75, {@code RRP}
 * 1.5, {@code IP} 5, {@code RP} 12.5 (vesicles).
 */
public final class RibbonMGluR6 extends VoltageRibbon {
    private static final List<String> STATES = List.of("exo", "RRP", "IP", "RP", "mTRPM1");

    /** The rate (1/ms) of the channel. */
    private static final double RATE = 0.04;

    public RibbonMGluR6() {
        this("Ribbon_mGluR6");
    }

    /** The same synapse under another name. */
    public RibbonMGluR6(String name) {
        super(name);
        parameter("gTRPM1", 1.65e-3, "uS");
        parameter("eTRPM1", -11.5, "mV");
        parameter("KGlu", 5, Vesicles.UNIT);
        state("mTRPM1", 0.5);
    }

    @Override
    public Map<String, NDArray> update(SynapseContext synapse) {
        return ImplicitEuler.step(synapse, synapse.timeStep(), STATES, y -> {
            Map<String, Dual> all = new LinkedHashMap<>(rates(synapse, y));
            Dual squared = y.get("exo").square();
            Dual half = squared.add(synapse.get("KGlu").square());
            Dual open = y.get("mTRPM1");
            all.put("mTRPM1", Dual.of(1).sub(squared.div(half)).sub(open).mul(RATE));
            return all;
        });
    }

    @Override
    public NDArray current(SynapseContext synapse) {
        NDArray conductance = synapse.get("gTRPM1").mul(synapse.get("mTRPM1"));
        return conductance.mul(synapse.postVoltage().sub(synapse.get("eTRPM1")));
    }

    @Override
    public String equations() {
        return EQUATIONS
                + """
                i = gTRPM1 mTRPM1 (v_post - eTRPM1)
                dmTRPM1/dt = 0.04 (1 - Q - mTRPM1)
                Q = exo^2 / (exo^2 + KGlu^2)
                i in nA, gTRPM1 in uS, exo, RRP, IP, RP, KGlu in vesicles, rates in 1/ms""";
    }
}
