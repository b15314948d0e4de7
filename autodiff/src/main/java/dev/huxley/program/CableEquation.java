package dev.huxley.program;

/**
 * The equation of a quantity x that flows along the cable and through the membrane, for every compartment:
 *
 * <pre>
 * capacity dx/dt = sum of coupling (x_neighbour - x) - exchange (slope x - constant) + injected
 * </pre>
 *
 * <p>For the voltage the capacity is the membrane's capacitance, the exchange its area, and the linear terms are the
 * membrane currents. For a diffusing ion both are the compartment's volume, and the terms are the rates of pumps.
 *
 * @param quantity the name of x, that of its variable
 * @param variable the variable of x, over all compartments
 * @param size the variable of areas (um2) or volumes (um3)
 * @param specificCapacity the variable that the size is multiplied by to give the capacity; -1 for 1
 * @param unit what the size is multiplied by to give the exchange, in the capacity's unit times x per ms
 * @param hasTerms whether any stage adds to the sums of slopes and constants
 * @param isStimulated whether the stimuli are injected
 */
public record CableEquation(
        String quantity,
        int variable,
        int size,
        int specificCapacity,
        double unit,
        boolean hasTerms,
        boolean isStimulated) {
    /** mA/cm2 times um2, in units of 10 fF mV per ms. */
    private static final double DENSITY_CURRENT = 1000;

    /** The cable equation of the voltage. */
    static CableEquation ofVoltage(int area, int capacitance, boolean hasTerms, boolean isStimulated) {
        return new CableEquation("v", Program.VOLTAGE, area, capacitance, DENSITY_CURRENT, hasTerms, isStimulated);
    }

    /** The diffusion of a state. */
    static CableEquation ofState(String state, int variable, int volume, boolean hasTerms) {
        return new CableEquation(state, variable, volume, -1, 1, hasTerms, false);
    }
}
