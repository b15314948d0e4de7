package dev.huxley.mechanism.kamiyama;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.scheme.ShiftedChannel;
import dev.huxley.mechanism.scheme.TwoShells;
import java.util.List;
import java.util.Map;

/**
 * Calcium of rods as a channel without a current (Kamiyama, Wu and Usui, Vision Research 49, 2009): the calcium
 * current of the previous step brings it under the membrane, from where two exchangers remove it; it diffuses into
 * the depth; a buffer of low and one of high affinity bind it in both volumes. All six concentrations are advanced
 * together by an implicit step ({@link dev.huxley.mechanism.ImplicitEuler}), since the buffers bind within 0.03
 * ms. The volumes do not follow the geometry of the compartment.
 *
 * <p>Parameters: {@code CaPump_F} 9.648e4 C/mol, {@code CaPump_V1} 3.812e-13 dm3, {@code CaPump_V2} 5.236e-13 dm3,
 * {@code CaPump_D_Ca} 6e-8 dm2/s, {@code CaPump_delta} 3e-5 dm, {@code CaPump_S1} 3.142e-8 dm2, {@code CaPump_Lb1}
 * 0.4 1/(s uM), {@code CaPump_Lb2} 0.2 1/s, {@code CaPump_Hb1} 100 1/(s uM), {@code CaPump_Hb2} 90 1/s,
 * {@code CaPump_Bl} 500 uM, {@code CaPump_Bh} 300 uM, {@code CaPump_Jex} 20 pA, {@code CaPump_Jex2} 20 pA,
 * {@code CaPump_Kex} 2.3 uM, {@code CaPump_Kex2} 0.5 uM, {@code CaPump_Cae} 0.01 uM. States (uM): the shared
 * {@code Cas} 0.0966 under the membrane, {@code CaPump_Caf} 0.0966, {@code CaPump_Cab_ls} 80.929,
 * {@code CaPump_Cab_hs} 29.068, {@code CaPump_Cab_lf} 80.929, {@code CaPump_Cab_hf} 29.068. The steady state is
 * that of the buffers alone, with the present calcium.
 */
public final class CaPump extends Channel {
    private static final TwoShells SHELLS = new TwoShells(
            "Caf",
            List.of("Cab_ls", "Cab_hs", "Cab_lf", "Cab_hf"),
            List.of("V1", "V2"),
            List.of("S1", "delta"),
            List.of("Lb1", "Lb2", "Bl"),
            List.of("Hb1", "Hb2", "Bh"),
            ShiftedChannel.SHIFT);

    public CaPump() {
        this("CaPump");
    }

    /** The same mechanism under another name. */
    public CaPump(String name) {
        super(name);
        parameter("F", 9.648e4, "C/mol");
        parameter("V1", 3.812e-13, "dm3");
        parameter("V2", 5.236e-13, "dm3");
        parameter("D_Ca", 6e-8, "dm2/s");
        parameter("delta", 3e-5, "dm");
        parameter("S1", 3.142e-8, "dm2");
        parameter("Lb1", 0.4, "1/(s uM)");
        parameter("Lb2", 0.2, "1/s");
        parameter("Hb1", 100, "1/(s uM)");
        parameter("Hb2", 90, "1/s");
        parameter("Bl", 500, "uM");
        parameter("Bh", 300, "uM");
        parameter("Jex", 20, "pA");
        parameter("Jex2", 20, "pA");
        parameter("Kex", 2.3, "uM");
        parameter("Kex2", 0.5, "uM");
        parameter("Cae", 0.01, "uM");
        sharedState("Cas", 0.0966, "uM");
        state("Caf", 0.0966, "uM");
        state("Cab_ls", 80.929, "uM");
        state("Cab_hs", 29.068, "uM");
        state("Cab_lf", 80.929, "uM");
        state("Cab_hf", 29.068, "uM");
    }

    @Override
    public String currentName() {
        return "iCa";
    }

    @Override
    public Map<String, NDArray> update(Membrane membrane) {
        return SHELLS.step(membrane);
    }

    @Override
    public Map<String, NDArray> steadyState(Membrane membrane) {
        return SHELLS.equilibrium(membrane);
    }

    @Override
    public NDArray current(Membrane membrane) {
        return membrane.voltage().zerosLike();
    }

    @Override
    public String equations() {
        return """
                dCas/dt = -1e-6 (I + iEx + iEx2) / (2 F V1) - D_Ca S1 (Cas - Caf) / (delta V1) - low_s - high_s
                dCaf/dt = D_Ca S1 (Cas - Caf) / (delta V2) - low_f - high_f
                dCab_ls/dt = low_s, dCab_hs/dt = high_s, dCab_lf/dt = low_f, dCab_hf/dt = high_f
                low_s = Lb1 Cas (Bl - Cab_ls) - Lb2 Cab_ls
                high_s = Hb1 Cas (Bh - Cab_hs) - Hb2 Cab_hs
                low_f = Lb1 Caf (Bl - Cab_lf) - Lb2 Cab_lf
                high_f = Hb1 Caf (Bh - Cab_hf) - Hb2 Cab_hf
                iEx = Jex (Cas - Cae) / (Cas - Cae + Kex) exp(-(v + 14) / 70), iEx2 = Jex2 (Cas - Cae) / (Cas - Cae + Kex2)
                I = 10 iCa area; no current; I, iEx in pA, iCa in mA/cm2 of the previous step, area in um2,
                concentrations in uM, rates in 1/s, V1 and V2 in dm3, F in C/mol""";
    }
}
