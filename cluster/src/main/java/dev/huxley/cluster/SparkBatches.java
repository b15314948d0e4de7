package dev.huxley.cluster;

import dev.huxley.parametersweep.BatchComputation;
import dev.huxley.parametersweep.ParameterRow;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Computes the batches of a parameter sweep on a cluster: some for each place in one Spark job, a task each. */
final class SparkBatches implements BatchComputation {
    private static final int BATCHES_FOR_A_PLACE = 4;

    private final JavaSparkContext context;
    private final int stimuli;
    private final ParameterSweepRun run;
    private final Broadcast<byte[]> job;

    SparkBatches(JavaSparkContext context, ParameterSweep sweep, ParameterSweepRun run) {
        this.context = context;
        this.run = run;
        stimuli = sweep.stimuli().size();
        job = context.broadcast(sweep.job().bytes());
    }

    @Override
    public void run(long from, BooleanSupplier stop, Consumer<List<ParameterRow>> consumer) {
        long next = from;
        while (next < run.batches() && !stop.getAsBoolean()) {
            int places =
                    Math.max(1, context.defaultParallelism() / context.getConf().getInt("spark.task.cpus", 1));
            int count = (int) Math.min((long) BATCHES_FOR_A_PLACE * places, run.batches() - next);
            List<double[][]> batches = new ArrayList<>();
            List<double[]> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double[][] batch = run.batch(next + i);
                batches.add(batch);
                sent.add(Candidates.points(batch, 0, batch.length));
            }
            // Only the broadcast travels with the function, never this object.
            Broadcast<byte[]> bytes = job;
            context.setJobDescription("Huxley: parameter sweep, batches from " + next);
            context.setLocalProperty("spark.job.interruptOnCancel", "true");
            List<double[]> received = await(context.parallelize(sent, count)
                    .map(points -> SweepTask.numbers(bytes.value(), points))
                    .collectAsync());
            if (received == null) {
                return;
            }
            for (int i = 0; i < count; i++) {
                long first = (next + i) * run.batchSize();
                consumer.accept(SweepTask.rows(received.get(i), first, batches.get(i), stimuli));
            }
            next += count;
        }
    }

    /** The results; null if Spark was ended, as it is when the process is asked to end. */
    private List<double[]> await(JavaFutureAction<List<double[]>> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            CancellationException ended =
                    new CancellationException("the sweep was ended while the cluster worked for it");
            ended.initCause(e);
            throw ended;
        } catch (ExecutionException e) {
            if (context.sc().isStopped()) {
                return null;
            }
            throw new ClusterException(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        if (!context.sc().isStopped()) {
            job.destroy();
        }
    }
}
