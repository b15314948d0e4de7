package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.CellForm;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.ModelFiles;
import dev.huxley.search.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureJobTest {
    private static final ModelDescription MODEL = Ladder.rung().description();
    private static FeatureJob job;

    @BeforeAll
    static void make() {
        FeatureFit fit = FeatureFit.of(MadeCell.record(MODEL.build(), -70, -0.05, 0.2, 0.3));
        job = FeatureJob.of(MODEL, fit.plan(), "llvm");
    }

    private static double[][] points(int count) {
        Random random = new Random(3);
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) {
            points[i] = random.doubles(MODEL.build().free().size()).toArray();
        }
        return points;
    }

    private static List<String> bits(Evaluation[] evaluations) {
        List<String> bits = new ArrayList<>();
        for (Evaluation evaluation : evaluations) {
            StringBuilder text = new StringBuilder(Double.toHexString(evaluation.score()));
            for (double residual : evaluation.residuals()) {
                text.append(' ').append(Double.toHexString(residual));
            }
            bits.add(text.toString());
        }
        return bits;
    }

    private static Evaluation[] scores(FeatureJob of, double[][] points) {
        try (CandidateScoring.Scorer scorer = of.scorer(1)) {
            return scorer.evaluate(points);
        }
    }

    @Test
    void theScoresOfAJobSurviveItsBytes() {
        byte[] bytes = job.bytes();
        FeatureJob read = FeatureJob.read(bytes);
        assertArrayEquals(bytes, read.bytes());
        double[][] points = points(20);
        assertEquals(bits(scores(job, points)), bits(scores(read, points)));
    }

    @Test
    void candidatesMayBeScoredElsewhere() {
        FeatureFit fit = FeatureFit.of(MadeCell.record(MODEL.build(), -70, -0.05, 0.2, 0.3))
                .model(MODEL)
                .evaluations(96);
        List<String> jobs = new ArrayList<>();
        FeatureFitResult there = fit.scoring(given -> {
                    jobs.add(given.toString());
                    return FeatureJob.read(given.bytes()).scorer(2);
                })
                .run();
        assertEquals(fit.run().best().values(), there.best().values());
        assertEquals(List.of("FeatureJob[" + MODEL.name() + ", 3 sweeps, llvm]"), jobs);
    }

    @Test
    void aPointThatIsNoNumberFailsAlone() {
        double[][] points = points(20);
        List<String> expected = bits(scores(job, points));
        points[11][0] = Double.POSITIVE_INFINITY;
        Evaluation[] found = scores(job, points);
        assertFalse(found[11].isFinite(), "an infinite point has " + found[11]);
        List<String> others = bits(found);
        others.set(11, expected.get(11));
        assertEquals(expected, others);
    }

    @Test
    void aReconstructionTravelsWithTheJob(@TempDir Path folder) throws IOException {
        Path swc = folder.resolve("cell.swc");
        Files.writeString(swc, "1 1 0 0 0 8 -1\n2 3 20 0 0 1 1\n3 3 120 0 0 1 2\n");
        ModelDescription drawn =
                ModelFiles.shipped("point-hh").withForm(new CellForm.Reconstruction(swc.toString(), 0, 2));
        FeatureJob ofFile = FeatureJob.of(drawn, job.sweeps(), "llvm");
        byte[] bytes = ofFile.bytes();
        Files.delete(swc);
        FeatureJob read = FeatureJob.read(bytes);
        assertTrue(read.morphology().contains("120"), read.morphology());
        assertEquals(512, read.together(), "candidates that are simulated together");
    }

    @Test
    void sweepsOfDifferentStepsAreNoJob() {
        FeatureFit fit = FeatureFit.of(MadeCell.record(MODEL.build(), -70, -0.05, 0.2, 0.3));
        List<FitSweep> mixed = new ArrayList<>(fit.plan());
        mixed.set(1, fit.timeStep(0.025).plan().get(1));
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> FeatureJob.of(MODEL, mixed, "llvm"));
        assertTrue(wrong.getMessage().contains("0.025"), wrong.getMessage());
        assertThrows(IllegalArgumentException.class, () -> FeatureJob.of(MODEL, List.of(), "llvm"));
    }
}
