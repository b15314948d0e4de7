package dev.huxley.fit.feature;

import java.util.List;
import java.util.Locale;

/**
 * The state of a running fit, after a batch of candidates.
 *
 * @param model the name of the model that is searched
 * @param rung its number on the ladder, from 1
 * @param rungs the number of rungs; 1 for a given model
 * @param evaluations the candidates evaluated so far
 * @param budget the candidates that the fit may evaluate
 * @param score the best score on the fitted sweeps with this model
 * @param largest the largest |z| of the best candidate; NaN before the first batch with this model
 * @param spikes for each fitted sweep the spikes of the best candidate and of the recording; empty before the first batch
 *     with this model
 * @param seconds the time that the fit has taken
 * @param secondsLeft an estimate of the time left; NaN if unknown
 */
public record FeatureFitProgress(
        String model,
        int rung,
        int rungs,
        long evaluations,
        long budget,
        double score,
        double largest,
        List<SpikeCount> spikes,
        double seconds,
        double secondsLeft) {
    /**
     * The number of spikes in a sweep.
     *
     * @param model that of the model
     * @param recorded that of the recording
     */
    public record SpikeCount(int model, int recorded) {
        @Override
        public String toString() {
            return model + "/" + recorded;
        }
    }

    public FeatureFitProgress {
        spikes = List.copyOf(spikes);
    }

    /** The candidates evaluated per second. */
    public double evaluationsPerSecond() {
        return evaluations / seconds;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d of %d evaluations, score %.3g, largest |z| %.2g",
                model,
                evaluations,
                budget,
                score,
                largest);
    }
}
