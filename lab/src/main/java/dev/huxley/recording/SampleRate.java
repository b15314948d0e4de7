package dev.huxley.recording;

/** Sample rates from files, which give single-precision intervals or printed times. */
public final class SampleRate {
    private SampleRate() {}

    /**
     * Rounds {@code hertz} to a whole number if it is within one part in a million of one (more than the rounding of a
     * single-precision interval, less than any real difference between two rates); otherwise returns it unchanged.
     */
    public static double snap(double hertz) {
        double whole = Math.rint(hertz);
        return whole >= 1 && Math.abs(hertz - whole) <= 1e-6 * whole ? whole : hertz;
    }
}
