package dev.huxley.mechanism.hodgkinhuxley;

import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/** The rates (1/ms) of Hodgkin and Huxley's gates at 6.3 °C, for a rest near -65 mV. */
final class SquidRates {
    private SquidRates() {}

    static NDArray openingM(NDArray v) {
        return linearOverExponential(v.add(40).neg(), 10).mul(0.1);
    }

    static NDArray closingM(NDArray v) {
        return exp(v.add(65).div(-18)).mul(4);
    }

    static NDArray openingH(NDArray v) {
        return exp(v.add(65).div(-20)).mul(0.07);
    }

    static NDArray closingH(NDArray v) {
        return NDArrays.div(1, exp(v.add(35).div(-10)).add(1));
    }

    static NDArray openingN(NDArray v) {
        return linearOverExponential(v.add(55).neg(), 10).mul(0.01);
    }

    static NDArray closingN(NDArray v) {
        return exp(v.add(65).div(-80)).mul(0.125);
    }
}
