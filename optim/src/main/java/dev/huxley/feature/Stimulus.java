package dev.huxley.feature;

/** The stimulus of a trace, in ms and as sample numbers. Times within 1e-6 samples of a sample are at that sample. */
record Stimulus(double start, double end, double current, double dt) {
    private static final double ROUNDING = 1e-6;

    /** The first sample that is not before the time. */
    int firstNotBefore(double ms) {
        return (int) Math.ceil(ms / dt - ROUNDING);
    }

    /** The first sample of the stimulus. */
    int first() {
        return firstNotBefore(start);
    }

    /** The first sample that is not before its end. */
    int behind() {
        return firstNotBefore(end);
    }

    boolean contains(double ms) {
        return ms >= start - ROUNDING * dt && ms <= end + ROUNDING * dt;
    }
}
