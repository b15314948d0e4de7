package dev.huxley.mechanism.usui;

import static dev.huxley.mechanism.Rates.exp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import dev.huxley.mechanism.scheme.FiveStateChain;

/**
 * The hyperpolarization-activated current of bipolar cells, a Markov chain of five states (Usui et al., Vision Research 36, 1996):
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
 * <p>Parameters: {@code Hyper_gHyper} 9.75e-4 S/cm2, {@code Hyper_eHyper} -17.7 mV. States: {@code Hyper_C1} 0.92823, {@code Hyper_C2} 0.0549, {@code Hyper_O1} 0.00122, {@code Hyper_O2} 1.20061e-5, {@code Hyper_O3} 4.43854e-8.
 */
public final class Hyper extends FiveStateChain {
    public Hyper() {
        this("Hyper");
    }

    /** The same channel under another name. */
    public Hyper(String name) {
        super(name, 9.75e-4, -17.7, 0.92823, 0.0549, 0.00122, 1.20061e-5, 4.43854e-8);
    }

    @Override
    protected NDArray alpha(NDArray v) {
        return NDArrays.div(0.003, exp(v.add(110).div(15)).add(1));
    }

    @Override
    protected NDArray beta(NDArray v) {
        return NDArrays.div(0.0015, exp(v.add(115).div(-15)).add(1));
    }

    @Override
    public String equations() {
        return """
                iHyper = gHyper (O1 + O2 + O3) (v - eHyper)
                C1 <-> C2 <-> O1 <-> O2 <-> O3, to the right with 4, 3, 2, 1 alpha, to the left with 1, 2, 3, 4 beta
                alpha = 0.003 / (exp((v + 110) / 15) + 1), beta = 0.0015 / (exp(-(v + 115) / 15) + 1)
                rates in 1/ms""";
    }
}
