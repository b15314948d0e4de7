package dev.huxley.cluster;

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
        try (ExecutorScorers.Lease lease = ExecutorScorers.ofProcess().take(job, threads)) {
            double[] results = Candidates.results(lease.scorer().evaluate(Candidates.points(points)));
            lease.keep();
            return results;
        }
    }
}
