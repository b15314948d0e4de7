package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * Spikes with a surrogate derivative. A spike is a step function of the voltage's distance from threshold, whose
 * derivative is zero almost everywhere; reverse mode uses the derivative of a smooth function instead, the fast sigmoid
 * {@code x / (1 + slope |x|)} (Zenke and Ganguli, Neural Computation 30, 2018).
 */
public final class Spikes {
    private Spikes() {}

    /**
     * An array that is 1 where there is a spike, otherwise 0. The derivative with respect to {@code distance} is {@code
     * 1 / (1 + slope |distance|)^2}; the slope gets no derivative.
     *
     * @param spiked the condition of a spike, an array of booleans
     * @param distance the distance (mV) of the voltage above threshold
     * @param slope the rate at which the derivative falls with the distance (1/mV), positive
     */
    public static NDArray of(NDArray spiked, NDArray distance, NDArray slope) {
        NDArray hard = NDArrays.where(spiked, distance.onesLike(), distance.zerosLike());
        NDArray soft = distance.div(distance.abs().mul(slope.stopGradient()).add(1));
        // The bracket is exactly zero; only its derivative is not.
        return hard.add(soft.sub(soft.stopGradient()));
    }
}
