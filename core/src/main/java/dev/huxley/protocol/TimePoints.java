package dev.huxley.protocol;

/**
 * How many time steps a duration has. The counts follow the floor division of IEEE doubles, exactly as the field's
 * reference does it, so that recordings have equal lengths: 10 ms at 0.025 ms is 399 whole steps, not 400.
 */
public final class TimePoints {
    private TimePoints() {}

    /** The largest whole number q with {@code q * divisor <= dividend}, decided on the exact IEEE remainder. */
    public static long floorDivide(double dividend, double divisor) {
        double remainder = dividend % divisor;
        double quotient = (dividend - remainder) / divisor;
        double floor = Math.floor(quotient);
        return (long) (quotient - floor > 0.5 ? floor + 1 : floor);
    }

    /** The number of time steps of a run of {@code duration} ms; the run has one more time point, at t = 0. */
    public static int steps(double duration, double timeStep) {
        return checked(
                floorDivide(positive(duration, "duration"), positive(timeStep, "time step")) + 1, duration, timeStep);
    }

    /** The number of samples of a waveform made for a run of {@code duration} ms: one more than the run has steps. */
    static int samples(double duration, double timeStep) {
        return checked(
                floorDivide(positive(duration, "duration"), positive(timeStep, "time step")) + 2, duration, timeStep);
    }

    static double positive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "the " + what + " is " + value + " ms; it must be a positive number of ms");
        }
        return value;
    }

    private static int checked(long count, double duration, double timeStep) {
        if (count > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(duration + " ms at steps of " + timeStep + " ms are " + count
                    + " steps, more than can be held; check the units (ms)");
        }
        return (int) count;
    }
}
