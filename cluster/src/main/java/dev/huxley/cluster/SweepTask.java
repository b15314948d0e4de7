package dev.huxley.cluster;

import dev.huxley.parametersweep.ParameterRow;
import dev.huxley.parametersweep.ParameterSweepJob;
import dev.huxley.parametersweep.ParameterSweepRun;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;

/** The work of one task of a parameter sweep on an executor: a batch of combinations. */
final class SweepTask {
    private SweepTask() {}

    /**
     * Computes the rows of a batch.
     *
     * @param job the bytes of the job
     * @param from the number of the first combination
     * @param combinations for each the values of the parameters
     */
    static List<ParameterRow> rows(byte[] job, long from, double[][] combinations) throws InterruptedException {
        TaskContext task = TaskContext.get();
        try (var lease = Process.RUNS.take(job, task == null ? 1 : task.cpus())) {
            List<ParameterRow> rows = lease.worker().rows(from, combinations);
            lease.keep();
            return rows;
        }
    }

    /** The same with plain numbers: of every row 1 if it diverged or 0, then its values. */
    static double[] numbers(byte[] job, double[] points) throws InterruptedException {
        List<ParameterRow> rows = rows(job, 0, Candidates.points(points));
        int width = 1 + rows.get(0).values().length;
        double[] numbers = new double[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            double[] values = rows.get(i).values();
            numbers[i * width] = rows.get(i).diverged() ? 1 : 0;
            System.arraycopy(values, 0, numbers, i * width + 1, values.length);
        }
        return numbers;
    }

    /**
     * The rows of {@link #numbers}.
     *
     * @param from the number of the first combination
     * @param stimuli the number of stimuli
     */
    static List<ParameterRow> rows(double[] numbers, long from, double[][] combinations, int stimuli) {
        int width = numbers.length / (combinations.length * stimuli);
        List<ParameterRow> rows = new ArrayList<>();
        for (int i = 0; i < combinations.length * stimuli; i++) {
            double[] values = new double[width - 1];
            System.arraycopy(numbers, i * width + 1, values, 0, values.length);
            int combination = i / stimuli;
            rows.add(new ParameterRow(
                    from + combination, i % stimuli, combinations[combination], values, numbers[i * width] == 1));
        }
        return rows;
    }

    private static ParameterSweepRun prepared(byte[] bytes, int threads) {
        ParameterSweepJob job = ParameterSweepJob.read(bytes);
        PreparedJobs.requireEngine(job.engine());
        return job.open(threads);
    }

    /** The runs of this process. */
    private static final class Process {
        static final PreparedJobs<ParameterSweepRun> RUNS = new PreparedJobs<>(SweepTask::prepared);
    }
}
