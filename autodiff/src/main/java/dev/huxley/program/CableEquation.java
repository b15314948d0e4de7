package dev.huxley.program;

import java.util.List;

/**
 * The equation of a quantity x that flows along the cable and through the membrane, for every compartment:
 *
 * <pre>
 * capacity dx/dt = sum of coupling (x_neighbor - x) - exchange (slope x - constant) + injected
 * </pre>
 *
 * <p>For the voltage the capacity is the membrane's capacitance, the exchange its area, and the linear terms are the
 * membrane currents. For a diffusing ion both are the compartment's volume, and the terms are the rates of pumps.
 *
 * <p>Where a clamp holds x, the clamp's value after the step replaces the equation, whatever the integrator; neighbors
 * see it within the step. A clamp with a series resistance, of conductance g, adds {@code g (value - x')}, with x'
 * after the step, in every integrator. So it is stable at any step, tends to the ideal clamp as g grows, and is of
 * first order in the ratio of the step to the time constant {@code capacity / g}. A sample that is NaN does nothing.
 *
 * @param quantity the name of x, that of its variable
 * @param variable the variable of x, over all compartments
 * @param size the variable of areas (um2) or volumes (um3)
 * @param specificCapacity the variable by which the size is multiplied to give the capacity; -1 for 1
 * @param unit the factor by which the size is multiplied to give the exchange, in the capacity's unit times x per ms
 * @param hasTerms whether any stage adds to the sums of slopes and constants
 * @param isStimulated whether the stimuli are injected
 * @param clamps the clamps of x, by their numbers in the program
 * @param clampCurrent the variable that gets the current of the clamps in the step (nA); -1 if nobody reads it
 * @param inertia for integrators that advance the membrane and the cable in turn, if the current is read: the variable
 *     e of {@code e x' - r}, the charge that the membrane alone lacks in the step if x is x' after it; else -1
 * @param impulse the variable r of the same; else -1
 */
public record CableEquation(
        String quantity,
        int variable,
        int size,
        int specificCapacity,
        double unit,
        boolean hasTerms,
        boolean isStimulated,
        List<Integer> clamps,
        int clampCurrent,
        int inertia,
        int impulse) {
    /** The unit mA/cm2 times um2, in units of 10 fF mV per ms. */
    private static final double DENSITY_CURRENT = 1000;

    public CableEquation {
        clamps = List.copyOf(clamps);
    }

    /** The cable equation of the voltage. */
    public static CableEquation ofVoltage(int area, int capacitance, boolean hasTerms, boolean isStimulated) {
        return new CableEquation(
                "v",
                Program.VOLTAGE,
                area,
                capacitance,
                DENSITY_CURRENT,
                hasTerms,
                isStimulated,
                List.of(),
                -1,
                -1,
                -1);
    }

    /** The diffusion of a state. */
    public static CableEquation ofState(String state, int variable, int volume, boolean hasTerms) {
        return new CableEquation(state, variable, volume, -1, 1, hasTerms, false, List.of(), -1, -1, -1);
    }

    /** The same equation with clamps. */
    public CableEquation clamped(List<Integer> numbers, int current, int inertiaOfMembrane, int impulseOfMembrane) {
        return new CableEquation(
                quantity,
                variable,
                size,
                specificCapacity,
                unit,
                hasTerms,
                isStimulated,
                numbers,
                current,
                inertiaOfMembrane,
                impulseOfMembrane);
    }

    /** Tells whether the equation has clamps. */
    public boolean isClamped() {
        return !clamps.isEmpty();
    }

    /** Tells whether the current of clamps is asked for. */
    public boolean givesClampCurrent() {
        return isClamped() && clampCurrent >= 0;
    }
}
