package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.CandidateScoring.Scorer;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitProgress;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.FeatureJob;
import dev.huxley.search.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of a cluster of two executors are those of this machine, whatever happens to the executors. */
class SparkEvaluationTest {
    private static TwoExecutors cluster;
    private static FeatureFit fit;
    private static FeatureJob job;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cluster = TwoExecutors.start(null);
        fit = Fitted.fit(folder);
        job = Fitted.job(fit);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Evaluation[] local(double[][] points) {
        try (Scorer scorer = job.scorer(2)) {
            return scorer.evaluate(points);
        }
    }

    private static void assertSame(Evaluation[] expected, Evaluation[] found) {
        assertEquals(expected.length, found.length);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            if (!Fitted.bits(expected[i]).equals(Fitted.bits(found[i]))) {
                wrong.add("candidate " + i + ": " + found[i].score() + ", here " + expected[i].score());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void scoresAreThoseOfThisMachineBitByBit() {
        for (int count : new int[] {5, 16, 39, 515}) {
            double[][] points = Fitted.points(count, Fitted.values());
            try (Scorer scorer = new SparkEvaluation(cluster.session()).open(job)) {
                assertSame(local(points), scorer.evaluate(points));
            }
        }
    }

    @Test
    void aFitIsThatOfThisMachineBitByBit() {
        List<Double> here = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        FeatureFitResult expected = fit.evaluations(600)
                .onProgress(progress -> here.add(progress.score()))
                .run();
        FeatureFitResult found = fit.evaluations(600)
                .scoring(new SparkEvaluation(cluster.session()))
                .onProgress(progress -> there.add(progress.score()))
                .run();
        assertEquals(here, there, "the course of the scores");
        assertEquals(expected.best().values(), found.best().values());
        assertEquals(expected.evaluations(), found.evaluations());
    }

    @Test
    void aCandidateThatIsNoNumberFailsAlone() {
        double[][] points = Fitted.points(80, Fitted.values());
        Evaluation[] expected = local(points);
        points[37] = points[37].clone();
        points[37][2] = Double.NaN;
        try (Scorer scorer = new SparkEvaluation(cluster.session()).open(job)) {
            Evaluation[] found = scorer.evaluate(points);
            assertFalse(found[37].isFinite(), "candidate 37 has " + found[37]);
            assertEquals(expected[37].residuals().length, found[37].residuals().length);
            found[37] = expected[37];
            assertSame(expected, found);
        }
    }

    @Test
    void executorsThatAreKilledCostTheirBatchesOnly() throws Exception {
        double[][] points = Fitted.points(1500, Fitted.values());
        Evaluation[] expected = local(points);
        AtomicInteger removed = new AtomicInteger();
        cluster.session().sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
                removed.incrementAndGet();
            }
        });
        try (Scorer scorer = new SparkEvaluation(cluster.session()).open(job)) {
            for (int round = 0; round < 2; round++) {
                Map<String, Long> processes = cluster.processes();
                assertEquals(2, processes.size(), "executors " + processes);
                Thread killer = new Thread(() -> {
                    try {
                        Thread.sleep(400);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    TwoExecutors.kill(processes.values().iterator().next());
                });
                killer.start();
                assertSame(expected, scorer.evaluate(points));
                killer.join();
            }
            assertEquals(2, cluster.processes().size(), "Spark starts executors again");
        }
        assertTrue(removed.get() >= 2, "executors that Spark has missed: " + removed);
    }

    @Test
    void aFitGoesOnAsOnThisMachineWhileExecutorsAreKilled() throws Exception {
        FeatureFitResult expected = fit.evaluations(320).run();
        List<Long> processes = new ArrayList<>(cluster.processes().values());
        FeatureFitResult found = fit.evaluations(320)
                .scoring(new SparkEvaluation(cluster.session()))
                .onProgress(progress -> killAt(progress, processes))
                .run();
        assertEquals(0, processes.size(), "executors that were not killed");
        assertEquals(expected.best().values(), found.best().values());
    }

    private static void killAt(FeatureFitProgress progress, List<Long> processes) {
        if (progress.evaluations() >= 64 && !processes.isEmpty()) {
            TwoExecutors.kill(processes.remove(0));
        }
    }

    @Test
    void batchesTravelAsPlainNumbers() {
        double[][] points = Fitted.points(7, 3);
        double[][] back = Candidates.points(Candidates.points(points, 2, 7));
        IntStream.range(0, 5).forEach(i -> assertArrayEquals(points[i + 2], back[i]));
    }
}
