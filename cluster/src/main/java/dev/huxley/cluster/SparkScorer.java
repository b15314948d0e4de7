package dev.huxley.cluster;

import dev.huxley.cluster.PopulationSplit.Batch;
import dev.huxley.fit.feature.CandidateScoring;
import dev.huxley.fit.feature.FeatureJob;
import dev.huxley.search.Evaluation;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Scores the candidates of one job on a cluster: a Spark job for every population. */
final class SparkScorer implements CandidateScoring.Scorer {
    private final JavaSparkContext context;
    private final String name;
    private final int block;
    private final Broadcast<byte[]> job;

    SparkScorer(JavaSparkContext context, FeatureJob job) {
        this.context = context;
        name = "Huxley: candidates of " + job.model().name();
        block = job.together();
        this.job = context.broadcast(job.bytes());
    }

    @Override
    public Evaluation[] evaluate(double[][] points) {
        if (points.length == 0) {
            return new Evaluation[0];
        }
        List<Batch> batches = PopulationSplit.of(points.length, block, places());
        List<double[]> sent = batches.stream()
                .map(batch -> Candidates.points(points, batch.from(), batch.to()))
                .toList();
        // Only the broadcast travels with the function, never this object.
        Broadcast<byte[]> bytes = job;
        context.setJobDescription(name);
        // A task that is no longer wanted ends within a step, not at the end of its batch.
        context.setLocalProperty("spark.job.interruptOnCancel", "true");
        List<double[]> received = await(context.parallelize(sent, sent.size())
                .map(numbers -> ScoringTask.run(bytes.value(), numbers))
                .collectAsync());
        Evaluation[] results = new Evaluation[points.length];
        for (int i = 0; i < batches.size(); i++) {
            Candidates.results(received.get(i), results, batches.get(i).from());
        }
        return results;
    }

    /** The number of tasks that the cluster runs at once, of the executors that are there now. */
    private int places() {
        return Math.max(1, context.defaultParallelism() / context.getConf().getInt("spark.task.cpus", 1));
    }

    private List<double[]> await(JavaFutureAction<List<double[]>> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            running.cancel(true);
            throw ended(e);
        } catch (ExecutionException e) {
            if (context.sc().isStopped()) {
                // Spark ends before this thread does when the process is asked to end: the fit returns what it has.
                throw ended(e);
            }
            throw new ClusterException(e.getCause() == null ? e : e.getCause());
        }
    }

    private static CancellationException ended(Exception reason) {
        Thread.currentThread().interrupt();
        CancellationException ended = new CancellationException("the fit was ended while the cluster worked for it");
        ended.initCause(reason);
        return ended;
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
