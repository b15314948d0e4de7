package dev.huxley.cluster;

import dev.huxley.fit.feature.CandidateScoring.Scorer;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The figures of docs/cluster.md: executors of one core, one against two, and beside them two threads, on a population of point neurons in four sweeps,
 * and the time that Spark adds to a generation. A program, since it needs a machine that does nothing else.
 */
final class ClusterScaling {
    private static final int POPULATION = 4096;
    private static final int GENERATION = 64;
    /** The duration of the current, ms, of sweeps that are 150 ms longer. */
    private static final double STEP = 1050;

    private static final int ROUNDS = 7;
    /** Rounds that are not counted, of a population and of a generation: Java compiles Spark in the first ones. */
    private static final int FEW = 10;

    private static final int FIRST = 200;

    private ClusterScaling() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("cluster-scaling");
        FeatureFit fit = Fitted.fit(folder, STEP);
        FeatureJob job = Fitted.job(fit);
        double[][] points = Fitted.points(POPULATION, Fitted.values());
        double[][] few = Arrays.copyOf(points, GENERATION);
        double here;
        try (Scorer scorer = job.scorer(1)) {
            here = seconds(scorer, points);
            print("this process, one thread: %d candidates in %.3f s, %.0f/s", POPULATION, here, POPULATION / here);
            print("  a generation of %d: %.1f ms", GENERATION, 1e3 * seconds(scorer, few));
        }
        try (Scorer scorer = job.scorer(2)) {
            double both = seconds(scorer, points);
            print("this process, two threads: %.3f s, %.2f times", both, here / both);
        }
        double[] there = new double[3];
        for (int executors = 1; executors <= 2; executors++) {
            try (TwoExecutors cluster = TwoExecutors.start("local-cluster[" + executors + ",1,2048]", null);
                    Scorer scorer = new SparkEvaluation(cluster.session()).open(job)) {
                there[executors] = seconds(scorer, points);
                print(
                        "%d executors of one core: %d candidates in %.3f s, %.0f/s",
                        executors, POPULATION, there[executors], POPULATION / there[executors]);
                print("  a generation of %d: %.1f ms", GENERATION, 1e3 * seconds(scorer, few));
                print("  a generation of one candidate: %.1f ms", 1e3 * seconds(scorer, Arrays.copyOf(points, 1)));
            }
        }
        print("two executors against one: %.2f times", there[1] / there[2]);
        try (Scorer scorer = job.scorer(1)) {
            int sent = Double.BYTES * Candidates.points(few, 0, GENERATION).length / GENERATION;
            int received = Double.BYTES * Candidates.results(scorer.evaluate(few)).length / GENERATION;
            print(
                    "bytes per candidate: %d sent, %d received; the job: %d, once per executor",
                    sent, received, job.bytes().length);
        }
    }

    /** The median time of a population, after some that are not counted. */
    private static double seconds(Scorer scorer, double[][] points) {
        int first = points.length > GENERATION ? FEW : FIRST;
        for (int round = 0; round < first; round++) {
            scorer.evaluate(points);
        }
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            scorer.evaluate(points);
            times[round] = 1e-9 * (System.nanoTime() - start);
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
