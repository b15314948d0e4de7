package dev.huxley.cluster;

import dev.huxley.cluster.PopulationSplit.Batch;
import dev.huxley.fit.feature.CandidateScoring;
import dev.huxley.fit.feature.FeatureJob;
import dev.huxley.search.Evaluation;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Scores the candidates of one job on a cluster: a Spark job for every population. */
final class SparkScorer implements CandidateScoring.Scorer {
    private final JavaSparkContext context;
    private final ClusterTasks tasks;
    private final String name;
    private final int block;
    private final Broadcast<byte[]> job;

    SparkScorer(JavaSparkContext context, FeatureJob job) {
        this.context = context;
        tasks = new ClusterTasks(context, "the fit was");
        name = "Huxley: candidates of " + job.model().name();
        block = job.together();
        this.job = context.broadcast(job.bytes());
    }

    @Override
    public Evaluation[] evaluate(double[][] points) {
        if (points.length == 0) {
            return new Evaluation[0];
        }
        List<Batch> batches = PopulationSplit.of(points.length, block, tasks.places());
        List<double[]> sent = batches.stream()
                .map(batch -> Candidates.points(points, batch.from(), batch.to()))
                .toList();
        // Only the broadcast travels with the function, never this object.
        Broadcast<byte[]> bytes = job;
        // If Spark ended before this thread did, the fit returns what it has.
        List<double[]> received = tasks.await(
                        tasks.start(name, sent, numbers -> ScoringTask.run(bytes.value(), numbers)))
                .orElseThrow(() -> tasks.ended(null));
        Evaluation[] results = new Evaluation[points.length];
        for (int i = 0; i < batches.size(); i++) {
            Candidates.results(received.get(i), results, batches.get(i).from());
        }
        return results;
    }

    @Override
    public void close() {
        if (!context.sc().isStopped()) {
            job.destroy();
        }
    }

    @Override
    public String toString() {
        return "SparkScorer[" + name + ", " + context.master() + "]";
    }
}
