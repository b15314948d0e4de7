package dev.huxley.engine;

import java.util.Arrays;

/**
 * The step in which one row of a run left the finite numbers, and what was before and after it.
 *
 * @param step the number of the step within the run; -1 if already the state before the first step is not finite
 * @param before the values of the variables that change in time before the step, by variable; null for the others, and at
 *     all before the first step
 * @param after the same after the step
 */
public record LostStep(int step, double[][] before, double[][] after) {
    /** How many steps a search runs at a time until it knows where to look closely. */
    public static final int STRIDE = 64;

    /** Whether any value of the variables is not finite. */
    public static boolean isLost(double[][] values) {
        return Arrays.stream(values).anyMatch(of -> of != null && !areFinite(of));
    }

    /** Whether all values are finite. */
    public static boolean areFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
