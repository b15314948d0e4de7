package dev.huxley.program.integrate;

import java.util.List;

/** The integrators, by method and by name. */
public final class Integrators {
    private static final List<Integrator> ALL =
            List.of(new BackwardEuler(), new CrankNicolson(), new ForwardEuler(), new ExponentialEuler());

    private Integrators() {}

    /**
     * Backward Euler, the default: {@code x' = x + dt f(x')} with the linearized f.
     *
     * <p>First order; stable at any time step; damps modes too fast for the step instead of letting them ring. One
     * solve over the tree per step, linear in the number of compartments.
     */
    public static Integrator backwardEuler() {
        return ALL.get(0);
    }

    /**
     * Crank-Nicolson (1947), as half a step of backward Euler and the extrapolation {@code x' = 2 x_half - x} (Hines
     * 1984).
     *
     * <p>Second order in the voltage, at the same cost as backward Euler. With gates too, if these are taken half a
     * step earlier than the voltage, which makes no difference for a start from rest. Stable at any time step, but
     * modes too fast for the step ring: with a coarse step the voltage oscillates from step to step where a stimulus
     * jumps.
     */
    public static Integrator crankNicolson() {
        return ALL.get(1);
    }

    /**
     * Forward Euler: {@code x' = x + dt f(x)}.
     *
     * <p>First order; no solve, so a step is cheap, but it is stable only below about {@code dt = 2 / (slope + sum of
     * couplings)}, which for thin or short compartments is microseconds. Branch points follow without delay: their
     * voltage is the mean of their neighbors, weighted by conductance, before the step.
     */
    public static Integrator forwardEuler() {
        return ALL.get(2);
    }

    /**
     * Exponential Euler: every compartment first decays exactly to the steady state of its linearized membrane
     * ({@code x_inf = constant / slope}, as gates do, Rush and Larsen 1978), then the exact flow along the passive
     * cable, {@code x <- expm(dt G) x} (Lie splitting).
     *
     * <p>First order; stable at any time step where slopes are positive. A current injected in a step spreads along the
     * cable only at the end of the step, so next to an electrode the error is the largest of the four. The matrix is
     * dense, (compartments, compartments): one product with it per step and one matrix exponential per run, so the
     * method suits up to some hundred compartments.
     */
    public static Integrator exponentialEuler() {
        return ALL.get(3);
    }

    /** The names of all integrators. */
    public static List<String> names() {
        return ALL.stream().map(Integrator::name).toList();
    }

    /** The integrator of this name, for instance {@code "Crank-Nicolson"}; case does not matter. */
    public static Integrator named(String name) {
        return ALL.stream()
                .filter(integrator -> integrator.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no integrator '" + name + "'; integrators are " + names()));
    }
}
