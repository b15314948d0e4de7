package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;

/**
 * The rates (1/ms at 21 °C) of the transient sodium channels, after Colbert and Pan (Nature Neuroscience 5, 2002). Their
 * arguments carry the shift by which the published implementation steps around 0/0.
 */
final class ShiftedRates {
    /** In mV. */
    static final double SHIFT = 1e-6;

    private ShiftedRates() {}

    /** {@code 0.182 (v - centre) / (1 - exp(-(v - centre) / 6))}. */
    static NDArray opening(NDArray v, double centre) {
        return linearOverExponential(v.sub(centre).add(SHIFT).neg(), 6).mul(0.182);
    }

    /** {@code 0.124 (centre - v) / (1 - exp(-(centre - v) / 6))}. */
    static NDArray closing(NDArray v, double centre) {
        return linearOverExponential(v.sub(centre).sub(SHIFT), 6).mul(0.124);
    }

    /** {@code 0.015 (v - centre) / (exp((v - centre) / 6) - 1)}, of the inactivation. */
    static NDArray recovering(NDArray v, double centre) {
        return linearOverExponential(v.sub(centre).add(SHIFT), 6).mul(0.015);
    }

    /** {@code 0.015 (centre - v) / (exp((centre - v) / 6) - 1)}, of the inactivation. */
    static NDArray inactivating(NDArray v, double centre) {
        return linearOverExponential(v.sub(centre).sub(SHIFT).neg(), 6).mul(0.015);
    }
}
