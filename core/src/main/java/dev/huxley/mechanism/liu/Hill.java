package dev.huxley.mechanism.liu;

import ai.djl.ndarray.NDArray;

/** The open part of a channel that four calcium ions open. */
final class Hill {
    private static final double MICROMOLAR = 1000;

    private Hill() {}

    /** The function {@code 1 / (1 + (half / calcium)^4)}, finite where there is no calcium; calcium in mM, half in uM. */
    static NDArray of(NDArray calcium, NDArray half) {
        NDArray x = calcium.mul(MICROMOLAR).div(half).pow(4);
        return x.div(x.add(1));
    }
}
