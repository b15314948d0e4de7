package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * One time step of a gate with first-order kinetics, by the exponential Euler rule: exact while the voltage is held
 * (Rush and Larsen 1978).
 */
public final class Gates {
    private Gates() {}

    /**
     * The gate after {@code timeStep} ms with opening rate alpha and closing rate beta (1/ms):
     * {@code x e^(-dt (alpha + beta)) + x_inf (1 - e^(-dt (alpha + beta)))}.
     */
    public static NDArray step(NDArray x, double timeStep, NDArray alpha, NDArray beta) {
        NDArray rate = alpha.add(beta);
        return towards(x, alpha.div(rate), rate.mul(-timeStep).exp());
    }

    /** The gate after {@code timeStep} ms with steady state {@code steady} and time constant {@code tau} (ms). */
    public static NDArray stepTowards(NDArray x, double timeStep, NDArray steady, NDArray tau) {
        return towards(x, steady, decay(tau, timeStep));
    }

    /**
     * The fraction left after {@code timeStep} ms of a quantity that decays with the time constant {@code tau} (ms):
     * {@code e^(-dt/tau)}. For time constants from 0 to a thousandth of the step, value and derivative are 0; for
     * negative ones the quantity grows.
     */
    public static NDArray decay(NDArray tau, double timeStep) {
        // e^-1000 is 0, so the bound changes no value; below it -dt/tau has no finite derivative.
        NDArray bounded = NDArrays.where(tau.lt(0), tau, tau.maximum(timeStep / 1000));
        return NDArrays.div(-timeStep, bounded).exp();
    }

    /** The steady state {@code alpha / (alpha + beta)}. */
    public static NDArray steadyState(NDArray alpha, NDArray beta) {
        return alpha.div(alpha.add(beta));
    }

    private static NDArray towards(NDArray x, NDArray steady, NDArray decay) {
        return x.mul(decay).add(steady.mul(NDArrays.sub(1, decay)));
    }
}
