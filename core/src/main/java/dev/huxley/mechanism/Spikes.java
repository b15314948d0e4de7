package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * Spikes that a loss can be differentiated through. A spike is a step of the voltage's distance from threshold, whose
 * derivative is zero almost everywhere; in reverse mode the derivative of a smooth function stands in for it, the fast
 * sigmoid {@code x / (1 + slope |x|)} (Zenke and Ganguli, Neural Computation 30, 2018).
 */
public final class Spikes {
    private Spikes() {}

    /**
     * 1 where there is a spike, else 0. The derivative with respect to {@code distance} is
     * {@code 1 / (1 + slope |distance|)^2}; none passes to the slope.
     *
     * @param spiked the condition of a spike, an array of booleans
     * @param distance how far (mV) the voltage is above threshold
     * @param slope how quickly the derivative falls with the distance (1/mV), positive
     */
    public static NDArray of(NDArray spiked, NDArray distance, NDArray slope) {
        NDArray hard = NDArrays.where(spiked, distance.onesLike(), distance.zerosLike());
        NDArray soft = distance.div(distance.abs().mul(slope.stopGradient()).add(1));
        // The bracket is exactly zero; only its derivative is not.
        return hard.add(soft.sub(soft.stopGradient()));
    }
}
