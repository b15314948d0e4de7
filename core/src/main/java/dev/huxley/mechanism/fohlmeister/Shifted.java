package dev.huxley.mechanism.fohlmeister;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Rates;

/** The rate x / (exp(x / y) - 1) at a slightly shifted x, as in Jaxley's implementation of the model. */
final class Shifted {
    /** The shift in mV. */
    private static final double SHIFT = 1e-9;

    private Shifted() {}

    static NDArray linearOverExponential(NDArray x, double y) {
        return Rates.linearOverExponential(x.add(SHIFT), y);
    }
}
