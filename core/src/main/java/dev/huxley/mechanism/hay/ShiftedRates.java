package dev.huxley.mechanism.hay;

import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;

/**
 * The rates (1/ms at 21 °C) of the transient sodium channels, after Colbert and Pan (Nature Neuroscience 5, 2002).
 * Their arguments carry the shift by which Jaxley's implementation avoids 0/0.
 */
final class ShiftedRates {
    /** The shift in mV. */
    static final double SHIFT = 1e-6;

    private ShiftedRates() {}

    /** The opening rate {@code 0.182 (v - center) / (1 - exp(-(v - center) / 6))}. */
    static NDArray opening(NDArray v, double center) {
        return linearOverExponential(v.sub(center).add(SHIFT).neg(), 6).mul(0.182);
    }

    /** The closing rate {@code 0.124 (center - v) / (1 - exp(-(center - v) / 6))}. */
    static NDArray closing(NDArray v, double center) {
        return linearOverExponential(v.sub(center).sub(SHIFT), 6).mul(0.124);
    }

    /** The recovery rate from inactivation, {@code 0.015 (v - center) / (exp((v - center) / 6) - 1)}. */
    static NDArray recovering(NDArray v, double center) {
        return linearOverExponential(v.sub(center).add(SHIFT), 6).mul(0.015);
    }

    /** The rate of inactivation, {@code 0.015 (center - v) / (exp((center - v) / 6) - 1)}. */
    static NDArray inactivating(NDArray v, double center) {
        return linearOverExponential(v.sub(center).sub(SHIFT).neg(), 6).mul(0.015);
    }
}
