package dev.huxley.search;

import java.util.Locale;
import java.util.Optional;

/**
 * The state of a search after a batch.
 *
 * @param evaluations the candidates evaluated so far, gradients counted by their cost
 * @param seconds the time used, in earlier parts of a resumed search as well
 * @param bestScore the best score so far, infinite if every candidate failed
 * @param bestPoint the point of the unit cube that has it, empty if every candidate failed
 * @param strategy the strategy whose batch this was, with the number of its run if it has several
 * @param batchScore the best score of this batch
 * @param stop the reason for which the search has ended, if it has
 */
public record SearchProgress(
        long evaluations,
        double seconds,
        double bestScore,
        double[] bestPoint,
        String strategy,
        double batchScore,
        Optional<StopReason> stop) {

    /** The rate so far. */
    public double evaluationsPerSecond() {
        return evaluations / Math.max(seconds, 1e-9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "SearchProgress[%d evaluations, best score %.5g, %s: %.5g%s]",
                evaluations,
                bestScore,
                strategy,
                batchScore,
                stop.map(reason -> ", " + reason.text()).orElse(""));
    }
}
