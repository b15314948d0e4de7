package dev.huxley.cluster;

import dev.huxley.fit.feature.CandidateScoring.Scorer;
import dev.huxley.fit.feature.FeatureJob;
import org.apache.spark.TaskContext;

/** The work of one task on an executor: a batch of candidates. */
final class ScoringTask {
    private ScoringTask() {}

    /**
     * Scores a batch.
     *
     * @param job the bytes of the job
     * @param points the candidates, see {@link Candidates#points(double[])}
     * @return the results, see {@link Candidates#results}
     */
    static double[] run(byte[] job, double[] points) throws InterruptedException {
        TaskContext task = TaskContext.get();
        int threads = task == null ? 1 : task.cpus();
        try (var lease = Process.SCORERS.take(job, threads)) {
            double[] results = Candidates.results(lease.worker().evaluate(Candidates.points(points)));
            lease.keep();
            return results;
        }
    }

    private static Scorer prepared(byte[] bytes, int threads) {
        FeatureJob job = FeatureJob.read(bytes);
        PreparedJobs.requireEngine(job.engine());
        return job.scorer(threads);
    }

    /** The scorers of this process. */
    private static final class Process {
        static final PreparedJobs<Scorer> SCORERS = new PreparedJobs<>(ScoringTask::prepared);
    }
}
