package dev.huxley.mechanism.pospischil;

import ai.djl.ndarray.NDArray;

/**
 * The low-threshold calcium current of {@link CaT} with the time constant of Destexhe's programs (Destexhe, Bal, McCormick
 * and Sejnowski, Journal of Neurophysiology 76, 1996): {@code (30.8 + (211.4 + e1) / (1 + e2)) / 3.7}, which at depolarized
 * voltages falls to 8.3 ms, not to 0.
 *
 * <p>Parameters: {@code IT_gCaT} 4e-5 S/cm2, {@code IT_vx} 2 mV, a shift of the voltage, shared {@code eCa} 120 mV.
 * Gate {@code IT_u}.
 */
public final class IT extends LowThresholdCalcium {
    public IT() {
        this("IT");
    }

    /** The same channel under another name. */
    public IT(String name) {
        super(name);
    }

    @Override
    NDArray timeConstant(NDArray e1, NDArray e2) {
        return e1.add(211.4).div(e2.add(1)).add(30.8).div(3.7);
    }

    @Override
    public String equations() {
        return equations("(30.8 + (211.4 + exp((w + 113.2) / 5)) / (1 + exp((w + 84) / 3.2))) / 3.7");
    }
}
