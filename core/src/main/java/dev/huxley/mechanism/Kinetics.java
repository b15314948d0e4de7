package dev.huxley.mechanism;

import ai.djl.ndarray.NDArray;

/**
 * First-order kinetics of a gate at the present voltage: {@code dx/dt = alpha (1 - x) - beta x}, or equivalently {@code
 * dx/dt = (x_inf - x) / tau}; or a gate that is always at its steady state.
 */
public sealed interface Kinetics {
    /** Kinetics by an opening rate alpha and a closing rate beta (1/ms). */
    static Kinetics rates(NDArray alpha, NDArray beta) {
        return new OfRates(alpha, beta);
    }

    /** Kinetics by a steady state and a time constant (ms). */
    static Kinetics relaxation(NDArray steady, NDArray tau) {
        return new OfTimeConstant(steady, tau);
    }

    /** Kinetics so fast that the gate is always at its steady state. */
    static Kinetics atOnce(NDArray steady) {
        return new OfSteadyState(steady);
    }

    /** The same kinetics with both rates times a factor, which leaves the steady state as it is. */
    Kinetics times(NDArray factor);

    /** The same kinetics with both rates times a number. */
    Kinetics times(double factor);

    /** The steady state. */
    NDArray steadyState();

    /** The gate after {@code timeStep} ms, see {@link Gates}. */
    NDArray step(NDArray x, double timeStep);

    /** Kinetics by rates. */
    record OfRates(NDArray alpha, NDArray beta) implements Kinetics {
        @Override
        public String toString() {
            return "OfRates[" + alpha.getShape() + "]";
        }

        @Override
        public Kinetics times(NDArray factor) {
            return new OfRates(alpha.mul(factor), beta.mul(factor));
        }

        @Override
        public Kinetics times(double factor) {
            return new OfRates(alpha.mul(factor), beta.mul(factor));
        }

        @Override
        public NDArray steadyState() {
            return Gates.steadyState(alpha, beta);
        }

        @Override
        public NDArray step(NDArray x, double timeStep) {
            return Gates.step(x, timeStep, alpha, beta);
        }
    }

    /** Kinetics by steady state and time constant. */
    record OfTimeConstant(NDArray steady, NDArray tau) implements Kinetics {
        @Override
        public String toString() {
            return "OfTimeConstant[" + steady.getShape() + "]";
        }

        @Override
        public Kinetics times(NDArray factor) {
            return new OfTimeConstant(steady, tau.div(factor));
        }

        @Override
        public Kinetics times(double factor) {
            return new OfTimeConstant(steady, tau.div(factor));
        }

        @Override
        public NDArray steadyState() {
            return steady;
        }

        @Override
        public NDArray step(NDArray x, double timeStep) {
            return Gates.stepTowards(x, timeStep, steady, tau);
        }
    }

    /** Kinetics without memory. */
    record OfSteadyState(NDArray steadyState) implements Kinetics {
        @Override
        public String toString() {
            return "OfSteadyState[" + steadyState.getShape() + "]";
        }

        @Override
        public Kinetics times(NDArray factor) {
            return this;
        }

        @Override
        public Kinetics times(double factor) {
            return this;
        }

        @Override
        public NDArray step(NDArray x, double timeStep) {
            return steadyState;
        }
    }
}
