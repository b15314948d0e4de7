package dev.huxley.program.integrate;

import dev.huxley.program.CableEquation;
import dev.huxley.program.Stage;
import java.util.List;

/**
 * A scheme that advances the voltage and everything else that flows along the cable over a time step. Whatever the
 * integrator, mechanisms advance their gates and other states before it, and an ion that does not diffuse is advanced
 * by implicit Euler.
 *
 * <p>Because gates are advanced at the voltage before the step, a model with gates is at most of first order if all of
 * its states are taken at the same time; {@link Integrators#crankNicolson()} tells how it becomes of second order.
 */
// Users choose an integrator; the stages it consists of are not theirs.
@SuppressWarnings("exports")
public interface Integrator {
    /** The name, for instance {@code "backward Euler"}. */
    String name();

    /**
     * Tells whether the membrane and the cable advance a quantity in turn, so that the charge taken by the membrane of
     * a clamped compartment must be known separately.
     */
    default boolean splitsMembrane() {
        return false;
    }

    /**
     * The stages that advance a quantity, in order. They use the sums of slopes and constants of the step.
     *
     * @param equation the equation of the quantity that is advanced
     * @param timeStep the time step in ms
     */
    List<Stage> stages(CableEquation equation, double timeStep);
}
