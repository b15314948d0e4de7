package dev.huxley.population;

import java.util.Locale;

/**
 * The input of one sweep: the current that the electrode injects, and the voltage at which the sweep begins.
 *
 * @param current nA in every time step, not counting any state before the first one; finite, at least one step. A trace
 *     has one more point than the current has steps
 * @param initialVoltage the voltage (mV) of the whole cell before the first step; the mechanisms begin at their steady
 *     states there
 */
public record SweepInput(double[] current, double initialVoltage) {
    public SweepInput {
        current = current.clone();
        if (current.length == 0) {
            throw new IllegalArgumentException("the current of a sweep has no samples; give one per time step");
        }
        for (int step = 0; step < current.length; step++) {
            if (!Double.isFinite(current[step])) {
                throw new IllegalArgumentException("the current of a sweep is " + current[step] + " nA in step " + step
                        + " of " + current.length + "; it must be finite, so cut the sweep where it ends");
            }
        }
        if (!Double.isFinite(initialVoltage)) {
            throw new IllegalArgumentException(
                    "a sweep begins at " + initialVoltage + " mV; give the voltage that was recorded at its beginning");
        }
    }

    @Override
    public double[] current() {
        return current.clone();
    }

    /** The number of time steps. */
    public int steps() {
        return current.length;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "SweepInput[%d steps from %.4g mV]", current.length, initialVoltage);
    }
}
