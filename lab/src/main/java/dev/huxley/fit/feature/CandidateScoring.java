package dev.huxley.fit.feature;

import dev.huxley.search.Evaluator;

/**
 * A place where the candidates of a fit are scored: the processors of this machine unless {@link FeatureFit#scoring}
 * names another, such as a cluster.
 */
@FunctionalInterface
public interface CandidateScoring {
    /** Scores the candidates of one job until it is closed. */
    interface Scorer extends Evaluator, AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins to score the candidates of a job. A candidate has the scores that {@link FeatureJob#scorer} gives it, bit by
     * bit; an interrupted thread ends the scoring with a {@link java.util.concurrent.CancellationException}.
     */
    Scorer open(FeatureJob job);
}
