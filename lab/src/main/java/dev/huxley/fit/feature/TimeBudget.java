package dev.huxley.fit.feature;

import java.util.function.LongSupplier;

/**
 * The time of a fit, and the part of it that the search may use. The cost of a candidate is measured batch by batch; it
 * sizes the next batch and the time that is kept for the check of the result. Without a limit every batch is as large as
 * the search makes it, so that a budget of evaluations alone gives the same course on any machine.
 */
final class TimeBudget {
    /** Candidates are simulated together in vectors of some sixteen; fewer cost as much. */
    private static final int VECTOR = 16;

    /** The growth from one batch to the next while the cost is not known well. */
    private static final int GROWTH = 4;

    /**
     * The candidates whose time the check of one result takes: it simulates all sweeps a few times in float64, at half the
     * time step, and fills no vectors.
     */
    private static final double CHECK = 100;

    /** The largest part of the time that is kept for the check. */
    private static final double MOST_KEPT = 0.25;

    /** The part of the time beyond the limit that further checks may take. */
    private static final double OVERTIME = 0.1;

    private final double limit;
    private final LongSupplier clock;
    private final long began;
    private double before;
    private double noted;
    private double perCandidate;
    private double largest = VECTOR;

    /**
     * @param minutes the limit; infinite for none
     * @param clock a time in ns
     */
    TimeBudget(double minutes, LongSupplier clock) {
        limit = 60 * minutes;
        this.clock = clock;
        began = clock.getAsLong();
    }

    /** Adds the time that earlier parts of a resumed fit took, s. */
    void resume(double seconds) {
        before = seconds;
    }

    /** The time so far, s. */
    double seconds() {
        return before + (clock.getAsLong() - began) * 1e-9;
    }

    /** The largest number of candidates of the next batch; 0 once the time of the search is over. */
    int batch() {
        noted = seconds();
        if (Double.isInfinite(limit)) {
            return Integer.MAX_VALUE;
        }
        if (perCandidate == 0) {
            return noted < limit ? VECTOR : 0;
        }
        double left = limit - noted - Math.min(CHECK * perCandidate, MOST_KEPT * limit);
        return (int) Math.max(0, Math.min(largest, left / perCandidate) / VECTOR) * VECTOR;
    }

    /** Notes that the batch since {@link #batch} had so many candidates. */
    void note(long candidates) {
        if (candidates > 0) {
            perCandidate = (seconds() - noted) / candidates;
            largest = Math.max(largest, GROWTH * (double) candidates);
        }
    }

    /** Tells whether there is time to check further results. */
    boolean allowsChecks() {
        return seconds() + CHECK * perCandidate < (1 + OVERTIME) * limit;
    }
}
