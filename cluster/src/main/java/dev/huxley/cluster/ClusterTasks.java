package dev.huxley.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** The tasks of one piece of work on a cluster: the number that runs at once, their start, and their results. */
final class ClusterTasks {
    private final JavaSparkContext context;
    private final String work;

    /**
     * @param work the work in messages, such as {@code "the fit was"} (ended)
     */
    ClusterTasks(JavaSparkContext context, String work) {
        this.context = context;
        this.work = work;
    }

    /** The number of tasks that the cluster runs at once, of the executors that are there now. */
    int places() {
        return Math.max(1, context.defaultParallelism() / context.getConf().getInt("spark.task.cpus", 1));
    }

    /**
     * Starts a Spark job with a task for each element.
     *
     * @param task travels with all that it refers to
     */
    <T, R> JavaFutureAction<List<R>> start(String description, List<T> sent, Function<T, R> task) {
        context.setJobDescription(description);
        // A task that is no longer wanted ends within a step, not at the end of its batch.
        context.setLocalProperty("spark.job.interruptOnCancel", "true");
        return context.parallelize(sent, sent.size()).map(task).collectAsync();
    }

    /**
     * The results; none if Spark was ended, as it is before this thread when the process is asked to end.
     *
     * @throws CancellationException if the thread is interrupted
     * @throws ClusterException if a task failed too often
     */
    <R> Optional<List<R>> await(JavaFutureAction<List<R>> running) {
        try {
            return Optional.of(running.get());
        } catch (InterruptedException e) {
            running.cancel(true);
            throw ended(e);
        } catch (ExecutionException e) {
            if (context.sc().isStopped()) {
                return Optional.empty();
            }
            throw new ClusterException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The end of the work on this thread, which is marked as interrupted. */
    CancellationException ended(Exception reason) {
        Thread.currentThread().interrupt();
        CancellationException ended = new CancellationException(work + " ended while the cluster worked for it");
        ended.initCause(reason);
        return ended;
    }
}
