package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.algebra.Arithmetic;

/** The values that a program reads from its compartments, see {@link Arithmetic}. */
interface Surroundings {
    /**
     * A parameter, a state, a variable of an ion, or a predefined variable.
     *
     * @param index the element of an array; -1 for a single value
     */
    Object get(String name, int index);

    /** The current (mA/cm2) of an ion in the step before; 0 if no mechanism carries it. */
    Object current(String name);

    /** The time step, ms. */
    double timeStep();

    /** An array over the compartments; null if there are none. */
    NDArray like();

    /** The number of events that arrive from outside in this step. */
    default Object events() {
        return Arithmetic.ZERO;
    }

    /** The summed weights of the events that connections bring in this step; 0 where there is none. */
    default Object arrivingWeights() {
        return Arithmetic.ZERO;
    }

    /** Tells whether the events carry gradients, as spikes do, and a threshold's do not. */
    default boolean eventsHaveGradients() {
        return true;
    }

    /** The quantity of the other cell to which the POINTER of a file is bound. */
    default Object pointed() {
        return Arithmetic.ZERO;
    }

    /** Surroundings of which nothing is known but that they exist, for the check of a file. */
    static Surroundings any() {
        return new Surroundings() {
            @Override
            public Object get(String name, int index) {
                return Arithmetic.ANY;
            }

            @Override
            public Object current(String name) {
                return Arithmetic.ANY;
            }

            @Override
            public double timeStep() {
                return 0.025;
            }

            @Override
            public NDArray like() {
                return null;
            }

            @Override
            public Object events() {
                return Arithmetic.ANY;
            }

            @Override
            public Object pointed() {
                return Arithmetic.ANY;
            }
        };
    }

    static Surroundings of(Membrane membrane) {
        return of(membrane, Arithmetic.ZERO);
    }

    /** @param arrivals see {@link #arrivingWeights} */
    static Surroundings of(Membrane membrane, Object arrivals) {
        return new Surroundings() {
            @Override
            public Object get(String name, int index) {
                if (name.equals("diam")) {
                    return membrane.get("radius").mul(2);
                }
                NDArray array = membrane.get(name);
                return index < 0 ? array : array.get(index);
            }

            @Override
            public Object current(String name) {
                return membrane.current(name);
            }

            @Override
            public double timeStep() {
                return membrane.timeStep();
            }

            @Override
            public NDArray like() {
                return membrane.voltage();
            }

            @Override
            public Object events() {
                return membrane.get(NmodlChannel.EVENTS);
            }

            @Override
            public Object arrivingWeights() {
                return arrivals;
            }
        };
    }
}
