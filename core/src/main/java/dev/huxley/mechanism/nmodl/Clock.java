package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.algebra.Arithmetic;

/**
 * The time in a mechanism that reads it: a state {@code t} (ms), which counts time steps, so that a run that is continued
 * goes on. As in NEURON, equations are solved at the ends of steps and currents computed in the middle.
 */
final class Clock {
    static final String NAME = "t";

    private Clock() {}

    /**
     * The time at the end of the step that begins at a time: the next of the time points, so that roundings do not add up,
     * in single precision neither. Its derivatives are those of the sum.
     */
    static Quantity next(Quantity time, double timeStep) {
        Object sum = Arithmetic.add(time.value(), timeStep);
        Object steps = Arithmetic.add(Arithmetic.divide(time.value(), timeStep), 1.5);
        Object point = Arithmetic.multiply(Arithmetic.apply(steps, Math::floor, NDArray::floor), timeStep);
        Object rounding = Arithmetic.apply(Arithmetic.subtract(point, sum), x -> x, NDArray::stopGradient);
        return Quantity.ofMoment(Arithmetic.add(sum, rounding));
    }

    /** The middle of the step that ends at a time. */
    static Quantity middle(Quantity end, double timeStep) {
        return Calculus.subtract(end, Quantity.of(timeStep / 2));
    }
}
