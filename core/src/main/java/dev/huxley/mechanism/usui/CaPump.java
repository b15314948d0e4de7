package dev.huxley.mechanism.usui;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.scheme.TwoShells;
import java.util.List;
import java.util.Map;

/**
 * Calcium of bipolar cells as a channel without a current (Usui et al., Vision Research 36, 1996): the calcium
 * current of the previous step brings it under the membrane, from where two exchangers remove it; it diffuses into
 * the depth; a buffer of low and one of high affinity bind it in both volumes. All six concentrations are advanced
 * together by an implicit step ({@link dev.huxley.mechanism.ImplicitEuler}), since the buffers bind within 0.03
 * ms. The volumes do not follow the geometry of the compartment.
 *
 * <p>Parameters: {@code CaPump_F} 9.648e4 C/mol, {@code CaPump_Vs} 1.692e-13 dm3, {@code CaPump_Vd} 7.356e-13 dm3,
 * {@code CaPump_D_Ca} 6e-8 dm2/s, {@code CaPump_d_sd} 5.8e-5 dm, {@code CaPump_S_sd} 4e-8 dm2,
 * {@code CaPump_alpha_bl} 0.4 1/(s uM), {@code CaPump_beta_bl} 0.2 1/s, {@code CaPump_alpha_bh} 100 1/(s uM),
 * {@code CaPump_beta_bh} 90 1/s, {@code CaPump_Cab_l_max} 400 uM, {@code CaPump_Cab_h_max} 300 uM,
 * {@code CaPump_Jex} 360 pA, {@code CaPump_Jex2} 380 pA, {@code CaPump_Kex} 2.3 uM, {@code CaPump_Kex2} 0.5 uM,
 * {@code CaPump_Cae} 0.01 uM. States (uM): the shared {@code Cas} 0.01156 under the membrane, {@code CaPump_Cad}
 * 0.01156, {@code CaPump_Cab_ls} 6.78037, {@code CaPump_Cab_hs} 1.26836, {@code CaPump_Cab_ld} 11.30257,
 * {@code CaPump_Cab_hd} 3.80563. The steady state is that of the buffers alone, with the present calcium.
 */
public final class CaPump extends Channel {
    private static final TwoShells SHELLS = new TwoShells(
            "Cad",
            List.of("Cab_ls", "Cab_hs", "Cab_ld", "Cab_hd"),
            List.of("Vs", "Vd"),
            List.of("S_sd", "d_sd"),
            List.of("alpha_bl", "beta_bl", "Cab_l_max"),
            List.of("alpha_bh", "beta_bh", "Cab_h_max"),
            0);

    public CaPump() {
        this("CaPump");
    }

    /** The same mechanism under another name. */
    public CaPump(String name) {
        super(name);
        parameter("F", 9.648e4, "C/mol");
        parameter("Vs", 1.692e-13, "dm3");
        parameter("Vd", 7.356e-13, "dm3");
        parameter("D_Ca", 6e-8, "dm2/s");
        parameter("d_sd", 5.8e-5, "dm");
        parameter("S_sd", 4e-8, "dm2");
        parameter("alpha_bl", 0.4, "1/(s uM)");
        parameter("beta_bl", 0.2, "1/s");
        parameter("alpha_bh", 100, "1/(s uM)");
        parameter("beta_bh", 90, "1/s");
        parameter("Cab_l_max", 400, "uM");
        parameter("Cab_h_max", 300, "uM");
        parameter("Jex", 360, "pA");
        parameter("Jex2", 380, "pA");
        parameter("Kex", 2.3, "uM");
        parameter("Kex2", 0.5, "uM");
        parameter("Cae", 0.01, "uM");
        sharedState("Cas", 0.01156, "uM");
        state("Cad", 0.01156, "uM");
        state("Cab_ls", 6.78037, "uM");
        state("Cab_hs", 1.26836, "uM");
        state("Cab_ld", 11.30257, "uM");
        state("Cab_hd", 3.80563, "uM");
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
                dCas/dt = -1e-6 (I + iEx + iEx2) / (2 F Vs) - D_Ca S_sd (Cas - Cad) / (d_sd Vs) - low_s - high_s
                dCad/dt = D_Ca S_sd (Cas - Cad) / (d_sd Vd) - low_d - high_d
                dCab_ls/dt = low_s, dCab_hs/dt = high_s, dCab_ld/dt = low_d, dCab_hd/dt = high_d
                low_s = alpha_bl Cas (Cab_l_max - Cab_ls) - beta_bl Cab_ls
                high_s = alpha_bh Cas (Cab_h_max - Cab_hs) - beta_bh Cab_hs
                low_d = alpha_bl Cad (Cab_l_max - Cab_ld) - beta_bl Cab_ld
                high_d = alpha_bh Cad (Cab_h_max - Cab_hd) - beta_bh Cab_hd
                iEx = Jex (Cas - Cae) / (Cas - Cae + Kex) exp(-(v + 14) / 70), iEx2 = Jex2 (Cas - Cae) / (Cas - Cae + Kex2)
                I = 10 iCa area; no current; I, iEx in pA, iCa in mA/cm2 of the previous step, area in um2,
                concentrations in uM, rates in 1/s, Vs and Vd in dm3, F in C/mol""";
    }
}
