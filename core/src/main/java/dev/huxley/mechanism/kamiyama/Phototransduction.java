package dev.huxley.mechanism.kamiyama;

import dev.huxley.mechanism.scheme.RodPhototransduction;

/**
 * The light-dependent current of the outer segment of a rod (Kamiyama, Wu and Usui, Vision Research 49, 2009, after Torre
 * et al., Cold Spring Harbor Symposia on Quantitative Biology 55, 1990): light isomerizes rhodopsin, which activates
 * transducin, which activates the phosphodiesterase, which breaks down the cyclic GMP that holds the channels open:
 *
 * <pre>
 * iPhoto = -0.1 J (1 - exp((v - 8.5) / 17)) / area
 * J = J_max cGMP^3 / (cGMP^3 + K^3)
 * </pre>
 *
 * <p>Light is a clamp of {@code Phototransduction_Jhv}, isomerizations in uM/s. The other states are advanced by implicit
 * steps ({@link dev.huxley.mechanism.ImplicitEuler}); they begin in the dark, with a current of 40 pA at -36 mV.
 *
 * <p>Parameters: {@code alpha1} 50, {@code alpha2} 3e-4, {@code alpha3} 0.03 1/s, {@code epsilon} 0.5 1/(s uM), {@code
 * T_tot} 1000 uM, {@code beta1} 2.5 1/s, {@code tau1} 0.2 1/(s uM), {@code tau2} 5 1/s (both are rates), {@code PDE_tot}
 * 100 uM, {@code sigma} 1 1/(s uM), {@code gamma_Ca} 50 1/s, {@code C0} 0.1 uM, {@code b} 0.25 uM/(s pA), {@code k1} 0.2
 * 1/(s uM), {@code k2} 0.8 1/s, {@code eT} 500 uM, {@code V_max} 0.4 1/s, {@code A_max} 65.6 uM/s, {@code K} 10 uM, {@code
 * K_c} 0.1 uM, {@code J_max} 5040 pA. States: {@code cGMP} 2, {@code Ca} 0.3, {@code Cab} 34.9, {@code Rh} 0, {@code Rhi}
 * 0, {@code Tr} 0, {@code PDE} 0 (uM).
 */
public final class Phototransduction extends RodPhototransduction {
    public Phototransduction() {
        this("Phototransduction");
    }

    /** The same channel under another name. */
    public Phototransduction(String name) {
        super(name, new double[] {50, 3e-4, 0.03}, new double[] {2.5, 0.2, 5}, true);
    }
}
