package dev.huxley.mechanism.pospischil;

import ai.djl.ndarray.NDArray;

/**
 * The low-threshold calcium current, {@code i_Ca = gCaT s_inf^2 u (v - eCa)} (Pospischil et al., Biological Cybernetics
 * 99, 2008; Destexhe, Bal, McCormick and Sejnowski, Journal of Neurophysiology 76, 1996). Its activation is
 * instantaneous.
 *
 * <p>The time constant is the one printed by Pospischil et al. Destexhe's published programs have one more bracket,
 * which the print seems to have lost; that current is {@link IT}.
 *
 * <p>Parameters: {@code CaT_gCaT} 4e-5 S/cm2, {@code CaT_vx} 2 mV, a shift of the voltage, shared {@code eCa} 120 mV.
 * Gate {@code CaT_u}.
 */
public final class CaT extends LowThresholdCalcium {
    public CaT() {
        this("CaT");
    }

    /** The same channel under another name. */
    public CaT(String name) {
        super(name);
    }

    @Override
    NDArray timeConstant(NDArray e1, NDArray e2) {
        return e1.add(30.8 + 211.4).div(e2.add(1).mul(3.7));
    }

    @Override
    public String equations() {
        return equations("(30.8 + 211.4 + exp((w + 113.2) / 5)) / (3.7 (1 + exp((w + 84) / 3.2)))");
    }
}
