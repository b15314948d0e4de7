package dev.huxley.engine;

import java.util.Arrays;

/**
 * The step in which one row of a run left the finite numbers, with the values before and after it.
 *
 * @param step the number of the step within the run; -1 if the initial state is not finite
 * @param before by variable the values before the step of those that change in time, null for the others; null
 *     altogether for step -1
 * @param after the same after the step
 */
public record LostStep(int step, double[][] before, double[][] after) {
    /** The number of steps that a search for the lost step runs at a time until a state is not finite. */
    public static final int STRIDE = 64;

    /** Tells whether any value of the variables is not finite; null in place of a variable is skipped. */
    public static boolean isLost(double[][] values) {
        return Arrays.stream(values).anyMatch(of -> of != null && !areFinite(of));
    }

    /** Returns true if all values are finite. */
    public static boolean areFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
