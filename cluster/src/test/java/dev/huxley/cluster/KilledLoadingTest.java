package dev.huxley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.CandidateScoring.Scorer;
import dev.huxley.fit.feature.FeatureJob;
import dev.huxley.search.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that are killed while their executors unpack and load the native libraries leave the executors usable. */
class KilledLoadingTest {
    @Test
    void theNextTaskWorks(@TempDir Path folder) throws Exception {
        Path home = TwoExecutors.emptyFolder("executor-home");
        FeatureJob job = Fitted.job(Fitted.fit(folder));
        double[][] points = Fitted.points(40, Fitted.values());
        try (TwoExecutors cluster = TwoExecutors.start("local-cluster[1,2,1024]", home);
                Scorer scorer = new SparkEvaluation(cluster.session()).open(job);
                Scorer here = job.scorer(1)) {
            List<Throwable> ends = new ArrayList<>();
            Thread fit = new Thread(() -> ends.add(assertThrows(Throwable.class, () -> scorer.evaluate(points))));
            fit.start();
            for (int attempt = 0; attempt < 6000 && !isUnpacking(home); attempt++) {
                Thread.sleep(10);
            }
            assertTrue(isUnpacking(home), "the executor has begun to unpack");
            fit.interrupt();
            fit.join();
            assertEquals(CancellationException.class, ends.get(0).getClass(), () -> "" + ends.get(0));
            Evaluation[] expected = here.evaluate(points);
            Evaluation[] found = scorer.evaluate(points);
            for (int i = 0; i < points.length; i++) {
                assertEquals(Fitted.bits(expected[i]), Fitted.bits(found[i]), "candidate " + i);
            }
        }
    }

    private static boolean isUnpacking(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        } catch (java.io.UncheckedIOException e) {
            // A file was moved to its place meanwhile.
            return true;
        }
    }
}
