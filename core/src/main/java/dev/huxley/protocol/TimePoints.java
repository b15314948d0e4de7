package dev.huxley.protocol;

/**
 * Converts times to numbers of steps, time points and samples. Time point k is {@code k dt}; step k leads from time
 * point k to time point k + 1.
 *
 * <p>A time on the grid is rarely on it in floating point: 2.3 / 0.025 is 91.99999999999999. So a time within a
 * millionth of a step of the grid, or of the middle of a step, counts as on it.
 *
 * <p>A run of 10 ms at 0.025 ms has 400 steps and gives 401 columns: the initial state at 0 ms, and the state after
 * each step, the last at 10 ms. A duration that is not a whole number of steps is rounded up, so that the run covers
 * it.
 */
public final class TimePoints {
    /**
     * The fraction of a step by which a time may miss the grid: far above rounding, far below any intended difference.
     */
    private static final double TOLERANCE = 1e-6;

    private TimePoints() {}

    /** The time point nearest to a time, which is also the step that begins nearest to it; halfway, the earlier one. */
    public static long nearest(double time, double timeStep) {
        return (long) Math.ceil(time / timeStep - 0.5 - TOLERANCE);
    }

    /** The last time point at or before a time. */
    public static long lastUntil(double time, double timeStep) {
        return (long) Math.floor(time / timeStep + TOLERANCE);
    }

    /** The number of time steps of a run of {@code duration} ms; the run has one more time point, at 0 ms. */
    public static int steps(double duration, double timeStep) {
        return count(duration, timeStep, 0);
    }

    /** The number of samples of a waveform made for a run of {@code duration} ms: one for every time point of the run. */
    static int samples(double duration, double timeStep) {
        return count(duration, timeStep, 1);
    }

    /** The times of consecutive time points in ms. */
    public static double[] times(int first, int count, double timeStep) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = (first + (double) i) * timeStep;
        }
        return times;
    }

    static double positive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "the " + what + " is " + value + " ms; it must be a positive number of ms");
        }
        return value;
    }

    private static int count(double duration, double timeStep, int more) {
        double steps = positive(duration, "duration") / positive(timeStep, "time step");
        if (steps > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(duration + " ms at steps of " + timeStep + " ms are " + steps
                    + " steps, more than can be held; check the units (ms)");
        }
        return (int) Math.max(1, Math.ceil(steps - TOLERANCE)) + more;
    }
}
