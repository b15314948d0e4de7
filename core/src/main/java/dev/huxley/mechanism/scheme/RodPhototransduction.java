package dev.huxley.mechanism.scheme;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.LocalValues;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.Rates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The current of the outer segment of a rod, from rhodopsin over transducin and phosphodiesterase to cyclic GMP, which
 * opens the channels, and calcium, which slows its synthesis (Torre et al., 1990; Kamiyama et al., 2009). The states are
 * advanced by implicit steps, part after part of the cascade: rhodopsin depends on light alone, transducin and
 * phosphodiesterase on rhodopsin, calcium and cGMP on phosphodiesterase. That is the implicit step of all of them together.
 * The initial values are the dark, and so is the steady state, for any parameters; light is a state, {@code Jhv}, which is
 * set, clamped or trained.
 */
public abstract class RodPhototransduction extends Channel {
    private static final double PICOAMPERE_PER_AREA = 0.1;

    /** A step (s) so long that it ends in the steady state. */
    private static final double EVER = 1e9;

    private static final int STEADY_PASSES = 20;

    private final boolean isTransducinBound;

    /**
     * Declares the cascade.
     *
     * @param rhodopsin alpha1, alpha2, alpha3 (1/s)
     * @param transducin beta1 (1/s), tau1 (1/(s uM)), tau2 (1/s)
     * @param isTransducinBound whether transducin is used up by the phosphodiesterase that it activates
     */
    protected RodPhototransduction(String name, double[] rhodopsin, double[] transducin, boolean isTransducinBound) {
        super(name);
        this.isTransducinBound = isTransducinBound;
        for (int i = 0; i < 3; i++) {
            parameter("alpha" + (i + 1), rhodopsin[i], "1/s");
        }
        parameter("epsilon", 0.5, "1/(s uM)");
        parameter("T_tot", 1000, "uM");
        parameter("beta1", transducin[0], "1/s");
        parameter("tau1", transducin[1], "1/(s uM)");
        parameter("tau2", transducin[2], "1/s");
        parameter("PDE_tot", 100, "uM");
        parameter("sigma", 1, "1/(s uM)");
        parameter("gamma_Ca", 50, "1/s");
        parameter("C0", 0.1, "uM");
        parameter("b", 0.25, "uM/(s pA)");
        parameter("k1", 0.2, "1/(s uM)");
        parameter("k2", 0.8, "1/s");
        parameter("eT", 500, "uM");
        parameter("V_max", 0.4, "1/s");
        parameter("A_max", 65.6, "uM/s");
        parameter("K", 10, "uM");
        parameter("K_c", 0.1, "uM");
        parameter("J_max", 5040, "pA");
        state("cGMP", 2, "uM");
        state("Ca", 0.3, "uM");
        state("Cab", 34.9, "uM");
        for (String excited : List.of("Rh", "Rhi", "Tr", "PDE")) {
            state(excited, 0, "uM");
        }
        state("Jhv", 0, "uM/s");
    }

    @Override
    public final String currentName() {
        return "iPhoto";
    }

    @Override
    public final NDArray current(Membrane membrane) {
        NDArray cubed = membrane.get("cGMP").pow(3);
        NDArray open = cubed.div(cubed.add(membrane.get("K").pow(3)));
        NDArray driving = NDArrays.sub(1, Rates.exp(membrane.voltage().sub(8.5).div(17)));
        return membrane.get("J_max")
                .mul(open)
                .mul(driving)
                .mul(-PICOAMPERE_PER_AREA)
                .div(membrane.get("area"));
    }

    @Override
    public final Map<String, NDArray> update(Membrane membrane) {
        double step = membrane.timeStep() / 1000;
        Map<String, NDArray> all = new LinkedHashMap<>(rhodopsin(membrane, step));
        all.putAll(transducin(membrane, step, all.get("Rh")));
        all.putAll(calcium(membrane, step, all.get("PDE"), ImplicitEuler.PASSES));
        return all;
    }

    private static Map<String, NDArray> rhodopsin(Membrane membrane, double step) {
        return ImplicitEuler.step(membrane, step, List.of("Rh", "Rhi"), y -> {
            Dual leaves = y.get("Rh").mul(membrane.get("alpha1"));
            Dual returns = y.get("Rhi").mul(membrane.get("alpha2"));
            return Map.of(
                    "Rh", returns.sub(leaves).add(membrane.get("Jhv")),
                    "Rhi", leaves.sub(returns).sub(y.get("Rhi").mul(membrane.get("alpha3"))));
        });
    }

    private Map<String, NDArray> transducin(Membrane membrane, double step, NDArray rhodopsin) {
        NDArray activates = rhodopsin.mul(membrane.get("epsilon"));
        return ImplicitEuler.stepOfAmounts(membrane, step, List.of("Tr", "PDE"), y -> {
            Dual active = y.get("Tr");
            Dual idle = Dual.of(membrane.get("PDE_tot")).sub(y.get("PDE"));
            Dual binds = active.mul(idle).mul(membrane.get("tau1"));
            Dual leaves = y.get("PDE").mul(membrane.get("tau2"));
            Dual changes = Dual.of(membrane.get("T_tot"))
                    .sub(active)
                    .mul(activates)
                    .sub(active.mul(membrane.get("beta1")))
                    .add(leaves);
            return Map.of("Tr", isTransducinBound ? changes.sub(binds) : changes, "PDE", binds.sub(leaves));
        });
    }

    private static Map<String, NDArray> calcium(
            LocalValues membrane, double step, NDArray phosphodiesterase, int passes) {
        NDArray breaksDown = membrane.get("sigma").mul(phosphodiesterase).add(membrane.get("V_max"));
        NDArray half = membrane.get("K").pow(3);
        return ImplicitEuler.stepOfAmounts(
                membrane,
                step,
                List.of("cGMP", "Ca", "Cab"),
                y -> {
                    Dual cubed = y.get("cGMP").pow(3);
                    Dual enters = cubed.div(cubed.add(half))
                            .mul(membrane.get("J_max"))
                            .mul(membrane.get("b"));
                    Dual empty = Dual.of(membrane.get("eT")).sub(y.get("Cab"));
                    Dual binds = empty.mul(y.get("Ca"))
                            .mul(membrane.get("k1"))
                            .sub(y.get("Cab").mul(membrane.get("k2")));
                    Dual leaves = y.get("Ca").sub(membrane.get("C0")).mul(membrane.get("gamma_Ca"));
                    Dual slowed = y.get("Ca").div(membrane.get("K_c")).pow(4).add(1);
                    return Map.of(
                            "cGMP",
                                    Dual.of(membrane.get("A_max"))
                                            .div(slowed)
                                            .sub(y.get("cGMP").mul(breaksDown)),
                            "Ca", enters.sub(leaves).sub(binds),
                            "Cab", binds);
                },
                passes);
    }

    /** The dark, in which nothing changes; the light stays as it is. */
    @Override
    public final Map<String, NDArray> steadyState(Membrane membrane) {
        Map<String, NDArray> dark = new LinkedHashMap<>();
        states().forEach(state ->
                dark.put(state.name(), membrane.voltage().zerosLike().add(state.value())));
        LocalValues there = new LocalValues() {
            @Override
            public NDArray get(String name) {
                return dark.getOrDefault(name, membrane.get(name));
            }

            @Override
            public boolean has(String name) {
                return membrane.has(name);
            }
        };
        dark.putAll(calcium(there, EVER, dark.get("PDE"), STEADY_PASSES));
        dark.remove("Jhv");
        return dark;
    }

    @Override
    public final String equations() {
        return """
                iPhoto = -0.1 J (1 - exp((v - 8.5) / 17)) / area
                J = J_max cGMP^3 / (cGMP^3 + K^3)
                dRh/dt = Jhv - alpha1 Rh + alpha2 Rhi
                dRhi/dt = alpha1 Rh - (alpha2 + alpha3) Rhi
                dTr/dt = epsilon Rh (T_tot - Tr) - beta1 Tr + tau2 PDE%s
                dPDE/dt = tau1 Tr (PDE_tot - PDE) - tau2 PDE
                dCa/dt = b J - gamma_Ca (Ca - C0) - k1 (eT - Cab) Ca + k2 Cab
                dCab/dt = k1 (eT - Cab) Ca - k2 Cab
                dcGMP/dt = A_max / (1 + (Ca / K_c)^4) - cGMP (V_max + sigma PDE)
                J in pA, area in um2, concentrations in uM, rates in 1/s; Jhv, the light, is a clamp"""
                .formatted(isTransducinBound ? " - tau1 Tr (PDE_tot - PDE)" : "");
    }
}
