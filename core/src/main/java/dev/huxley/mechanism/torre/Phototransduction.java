package dev.huxley.mechanism.torre;

import dev.huxley.mechanism.scheme.RodPhototransduction;

/**
 * The current of a rod's outer segment, which light closes (Torre et al., Cold Spring Harbor Symposia 55, 1990; names and
 * most numbers from Kamiyama, Wu and Usui, Vision Research 49, 2009):
 *
 * <pre>
 * iPhoto = -0.1 J (1 - exp((v - 8.5) / 17)) / area
 * J = J_max cGMP^3 / (cGMP^3 + K^3)
 * </pre>
 *
 * <p>It is 40 pA in the dark. The light is the state {@code Phototransduction_Jhv}, see {@link RodPhototransduction}.
 * Transducin is not used up when it activates a phosphodiesterase.
 *
 * <p>Parameters: {@code Phototransduction_alpha1} 20 1/s, {@code Phototransduction_alpha2} 5e-4 1/s, {@code
 * Phototransduction_alpha3} 0.05 1/s, {@code Phototransduction_beta1} 10.6 1/s, {@code Phototransduction_tau1} 0.1 1/(s uM),
 * {@code Phototransduction_tau2} 10 1/s, {@code Phototransduction_J_max} 5040 pA and others. States: {@code
 * Phototransduction_Ca} 0.3 uM, {@code Phototransduction_Cab} 34.9 uM, {@code Phototransduction_cGMP} 2 uM, the others 0.
 */
public final class Phototransduction extends RodPhototransduction {
    public Phototransduction() {
        this("Phototransduction");
    }

    /** The same mechanism under another name. */
    public Phototransduction(String name) {
        super(name, new double[] {20, 5e-4, 0.05}, new double[] {10.6, 0.1, 10}, false);
    }
}
