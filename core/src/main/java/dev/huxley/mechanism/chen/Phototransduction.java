package dev.huxley.mechanism.chen;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Dual;
import dev.huxley.mechanism.ImplicitEuler;
import dev.huxley.mechanism.LocalValues;
import dev.huxley.mechanism.Membrane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The current of a rod's or cone's outer segment, which light closes, {@code iPhoto = -0.1 I / area} (Chen et al., eLife,
 * 2024): activated receptors {@code R}, phosphodiesterase {@code P}, cGMP {@code G}, which is made at the rate {@code S},
 * and calcium {@code C}.
 *
 * <p>The light is the state {@code Phototransduction_Stim}, in activated receptors per s: set it, clamp it to a waveform,
 * or train it. The four states take one backward Euler step together; {@code S} and {@code I} are their values at the new
 * {@code C} and {@code G}. The initial rule is the dark state, in which nothing changes; the declared initial states are
 * those of Jaxley's implementation, which is another one.
 *
 * <p>Parameters: {@code Phototransduction_sigma} 22 1/s, {@code Phototransduction_phi} 22 1/s, {@code
 * Phototransduction_eta} 2000 1/s, {@code Phototransduction_gamma} 10, {@code Phototransduction_beta} 9 1/s, {@code
 * Phototransduction_k} 0.01 pA/uM^3, {@code Phototransduction_n} 3, {@code Phototransduction_m} 4, {@code
 * Phototransduction_K_GC} 0.5 uM, {@code Phototransduction_G_dark} 20 uM, {@code Phototransduction_C_dark} 1 uM. Those and
 * the states {@code G} and {@code C} must be positive.
 */
public final class Phototransduction extends Channel {
    private static final List<String> STATES = List.of("R", "P", "G", "C");
    private static final double SECONDS_PER_MILLISECOND = 1e-3;

    public Phototransduction() {
        this("Phototransduction");
    }

    /** The same mechanism under another name. */
    public Phototransduction(String name) {
        super(name);
        parameter("sigma", 22, "1/s");
        parameter("phi", 22, "1/s");
        parameter("beta", 9, "1/s");
        parameter("gamma", 10, "1");
        parameter("eta", 2000, "1/s");
        parameter("G_dark", 20, "uM");
        parameter("C_dark", 1, "uM");
        parameter("K_GC", 0.5, "uM");
        parameter("m", 4, "1");
        parameter("n", 3, "1");
        parameter("k", 0.01, "pA/uM^3");
        state("R", 0, "1/s");
        state("P", 90, "1/s");
        state("G", 1, "uM");
        state("C", 0.336, "uM");
        state("S", 1, "uM/s");
        state("I", 0, "pA");
        state("Stim", 0, "1/s");
        for (String positive : List.of("G_dark", "C_dark", "K_GC", "G", "C")) {
            mustBePositive(positive);
        }
    }

    @Override
    public String currentName() {
        return "iPhoto";
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        double seconds = membrane.timeStep() * SECONDS_PER_MILLISECOND;
        Map<String, NDArray> after =
                new LinkedHashMap<>(ImplicitEuler.step(membrane, seconds, STATES, states -> rates(membrane, states)));
        after.put("S", synthesis(membrane, after.get("C")));
        after.put("I", dark(membrane, after.get("G")));
        return after;
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        NDArray phosphodiesterase = membrane.get("eta").div(membrane.get("phi"));
        NDArray cyclic = membrane.get("G_dark");
        return Map.of(
                "R", membrane.voltage().zerosLike(),
                "P", phosphodiesterase,
                "G", cyclic,
                "C", membrane.get("C_dark"),
                "S", cyclic.mul(phosphodiesterase),
                "I", dark(membrane, cyclic));
    }

    @Override
    public NDArray current(Membrane membrane) {
        // 1 pA over 1 um2 is 0.1 mA/cm2.
        return membrane.get("I").mul(-0.1).div(membrane.get("area"));
    }

    private static Map<String, Dual> rates(LocalValues at, Map<String, Dual> y) {
        NDArray inDark = darkSynthesis(at);
        Dual made = Dual.of(inDark)
                .div(y.get("C").div(at.get("K_GC")).pow(at.get("m")).add(1));
        Dual current = y.get("G").pow(at.get("n")).mul(at.get("k"));
        NDArray perCurrent = at.get("beta").mul(at.get("C_dark")).div(dark(at, at.get("G_dark")));
        return Map.of(
                "R", Dual.of(at.get("Stim").mul(at.get("gamma"))).sub(y.get("R").mul(at.get("sigma"))),
                "P", y.get("R").sub(y.get("P").mul(at.get("phi"))).add(at.get("eta")),
                "G", made.sub(y.get("P").mul(y.get("G"))),
                "C", current.mul(perCurrent).sub(y.get("C").mul(at.get("beta"))));
    }

    private static NDArray synthesis(LocalValues at, NDArray calcium) {
        return darkSynthesis(at)
                .div(calcium.div(at.get("K_GC")).log().mul(at.get("m")).exp().add(1));
    }

    /** The rate at which cGMP would be made without calcium: in the dark it is that at which it is split. */
    private static NDArray darkSynthesis(LocalValues at) {
        NDArray bound =
                at.get("C_dark").div(at.get("K_GC")).log().mul(at.get("m")).exp();
        return at.get("eta").div(at.get("phi")).mul(at.get("G_dark")).mul(bound.add(1));
    }

    private static NDArray dark(LocalValues at, NDArray cyclic) {
        return cyclic.log().mul(at.get("n")).exp().mul(at.get("k"));
    }

    @Override
    public String equations() {
        return """
                iPhoto = -0.1 I / area, I = k G^n
                S = eta / phi G_dark (1 + (C_dark / K_GC)^m) / (1 + (C / K_GC)^m), q = beta C_dark / (k G_dark^n)
                dR/dt = gamma Stim - sigma R
                dP/dt = R - phi P + eta
                dG/dt = S - P G
                dC/dt = q I - beta C
                rates in 1/s; Stim is the light in activated receptors per s, I in pA, area in um2, G and C in uM""";
    }
}
