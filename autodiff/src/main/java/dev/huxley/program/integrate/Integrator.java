package dev.huxley.program.integrate;

import dev.huxley.program.CableEquation;
import dev.huxley.program.Stage;
import java.util.List;

/**
 * A scheme that advances the voltage and everything else that flows along the cable over a time step. Gates and other
 * states are advanced by their own mechanisms before, and an ion that does not diffuse by implicit Euler, whatever the
 * integrator.
 *
 * <p>Because gates are advanced at the voltage before the step, a model with gates is of first order at most if its states
 * are all understood at the same time; see {@link Integrators#crankNicolson()} for how it becomes of second order.
 */
// Users choose an integrator; the stages it consists of are not theirs.
@SuppressWarnings("exports")
public interface Integrator {
    /** The name, for instance {@code "backward Euler"}. */
    String name();

    /**
     * Tells whether a quantity is advanced by the membrane and along the cable one after the other, so that what the
     * membrane of a clamped compartment takes must be known by itself.
     */
    default boolean splitsMembrane() {
        return false;
    }

    /**
     * The stages that advance a quantity, in order. They use the sums of slopes and constants of the step.
     *
     * @param equation what is advanced
     * @param timeStep the time step in ms
     */
    List<Stage> stages(CableEquation equation, double timeStep);
}
