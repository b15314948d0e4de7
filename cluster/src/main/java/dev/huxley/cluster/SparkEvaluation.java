package dev.huxley.cluster;

import dev.huxley.fit.feature.CandidateScoring;
import dev.huxley.fit.feature.FeatureJob;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Scores the candidates of a fit on the machines of a Spark cluster.
 *
 * <pre>{@code
 * SparkSession spark = SparkSession.builder().master("spark://head:7077").getOrCreate();
 * FeatureFitResult result = FeatureFit.of(recording)
 *         .scoring(new SparkEvaluation(spark))
 *         .run();
 * }</pre>
 *
 * <p>Every generation of the search is a Spark job with a task for every free place of the cluster; a task runs as many
 * threads as {@code spark.task.cpus} says. Results are those of a fit on one machine, bit by bit, if the machines have the
 * same kind of processor. A task that is lost with its executor is repeated by Spark, and no other one; a task that runs
 * twice gives the same numbers twice. The first task of an executor loads the native libraries and compiles the model,
 * the others find both there.
 */
public final class SparkEvaluation implements CandidateScoring {
    private final JavaSparkContext context;

    /** Scores with the executors of this session. Closing it is up to the caller. */
    public SparkEvaluation(SparkSession session) {
        context = JavaSparkContext.fromSparkContext(
                Objects.requireNonNull(session, "session").sparkContext());
    }

    @Override
    public Scorer open(FeatureJob job) {
        return new SparkScorer(context, job);
    }

    @Override
    public String toString() {
        return "SparkEvaluation[" + context.master() + "]";
    }
}
