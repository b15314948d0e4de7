package dev.huxley.cluster;

import dev.huxley.parametersweep.BatchComputation;
import dev.huxley.parametersweep.ParameterRow;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Computes the batches of a parameter sweep on a cluster: some for each place in one Spark job, a task each. */
final class SparkBatches implements BatchComputation {
    private static final int BATCHES_FOR_A_PLACE = 4;

    private final JavaSparkContext context;
    private final ClusterTasks tasks;
    private final int stimuli;
    private final ParameterSweepRun run;
    private final Broadcast<byte[]> job;

    SparkBatches(JavaSparkContext context, ParameterSweep sweep, ParameterSweepRun run) {
        this.context = context;
        tasks = new ClusterTasks(context, "the sweep was");
        this.run = run;
        stimuli = sweep.stimuli().size();
        job = context.broadcast(sweep.job().bytes());
    }

    @Override
    public void run(long from, BooleanSupplier stop, Consumer<List<ParameterRow>> consumer) {
        long next = from;
        while (next < run.batches() && !stop.getAsBoolean()) {
            int count = (int) Math.min((long) BATCHES_FOR_A_PLACE * tasks.places(), run.batches() - next);
            List<double[][]> batches = new ArrayList<>();
            List<double[]> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double[][] batch = run.batch(next + i);
                batches.add(batch);
                sent.add(Candidates.points(batch, 0, batch.length));
            }
            // Only the broadcast travels with the function, never this object.
            Broadcast<byte[]> bytes = job;
            Optional<List<double[]>> received = tasks.await(tasks.start(
                    "Huxley: parameter sweep, batches from " + next,
                    sent,
                    points -> SweepTask.numbers(bytes.value(), points)));
            if (received.isEmpty()) {
                return;
            }
            for (int i = 0; i < count; i++) {
                long first = (next + i) * run.batchSize();
                consumer.accept(SweepTask.rows(received.get().get(i), first, batches.get(i), stimuli));
            }
            next += count;
        }
    }

    @Override
    public void close() {
        if (!context.sc().isStopped()) {
            job.destroy();
        }
    }
}
