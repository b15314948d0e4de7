package dev.huxley.mechanism.kamiyama;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.scheme.FiveStateChain;

/**
 * The hyperpolarization-activated current of rods, a Markov chain of five states (Kamiyama, Wu and Usui, Vision Research 49, 2009):
 *
 * <pre>
 *     4 alpha   3 alpha   2 alpha   alpha
 *  C1 ------- C2 ------- O1 ------- O2 ------- O3
 *      beta     2 beta    3 beta    4 beta
 *
 * iHyper = gHyper (O1 + O2 + O3) (v - eHyper)
 * </pre>
 *
 * <p>The chain is that of four identical gates, so the step is exact while the voltage is held, and the steady state is
 * binomial.
 *
 * <p>Parameters: {@code Hyper_gHyper} 3e-3 S/cm2, {@code Hyper_eHyper} -32 mV. States: {@code Hyper_C1} 0.646, {@code Hyper_C2} 0.298, {@code Hyper_O1} 0.0517, {@code Hyper_O2} 0.00398, {@code Hyper_O3} 1.15e-4.
 */
public final class Hyper extends FiveStateChain {
    public Hyper() {
        this("Hyper");
    }

    /** The same channel under another name. */
    public Hyper(String name) {
        super(name, 3e-3, -32, 0.646, 0.298, 0.0517, 0.00398, 1.15e-4);
    }

    @Override
    protected NDArray alpha(NDArray v) {
        return NDArrays.div(0.008, exp(v.add(78).div(14)).add(1));
    }

    @Override
    protected NDArray beta(NDArray v) {
        return NDArrays.div(0.018, exp(v.add(8).div(-19)).add(1));
    }

    @Override
    public String equations() {
        return """
                iHyper = gHyper (O1 + O2 + O3) (v - eHyper)
                C1 <-> C2 <-> O1 <-> O2 <-> O3, to the right with 4, 3, 2, 1 alpha, to the left with 1, 2, 3, 4 beta
                alpha = 0.008 / (exp((v + 78) / 14) + 1), beta = 0.018 / (exp(-(v + 8) / 19) + 1)
                rates in 1/ms""";
    }
}
