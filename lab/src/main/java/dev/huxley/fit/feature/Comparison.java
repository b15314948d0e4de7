package dev.huxley.fit.feature;

import dev.huxley.search.Evaluation;

/** A comparison of a simulated sweep with the recorded one, as numbers that are 0 where they agree. */
interface Comparison {
    /** The number of differences of this sweep. */
    int size(FitSweep sweep);

    /**
     * Writes the differences of a sweep; called by several threads.
     *
     * @param v holds the simulated voltage, as the rig records it, mV at every {@link FitSweep#SAMPLE} from place 0
     * @param length the number of samples
     * @param differences takes the differences
     * @param from the place of the first one
     */
    void compare(FitSweep sweep, float[] v, int length, double[] differences, int from);

    /** The result of a candidate for a search from its differences. */
    default Evaluation evaluation(double[] differences) {
        return new Evaluation(Score.of(differences), differences);
    }
}
