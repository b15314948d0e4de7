package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.recording.Recording;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFitTest {
    private static ModelDescription description;
    private static Recording recording;

    @BeforeAll
    static void recordAModel() {
        description = Ladder.rung().description();
        DescribedModel model = description.build();
        recording = MadeCell.record(model, -70, -0.05, 0.1, 0.2, 0.3, 0.4);
    }

    private static FeatureFit fit() {
        return FeatureFit.of(recording).model(description);
    }

    @Test
    void theTruthIsMetAndPredictsTheHeldOutSweeps() {
        FeatureFitResult result = fit().evaluations(9_000).run();
        assertEquals(
                Grade.ACCEPTED,
                result.best().grade(),
                () -> result + " " + result.best().scores());
        for (FeatureScore score : result.best().scores()) {
            if (score.target().feature() == Feature.SPIKE_COUNT) {
                assertEquals(score.target().mean(), score.model(), 1, score::toString);
            }
        }
        assertTrue(result.best().score(SweepRole.FITTED) < 0.3, result::toString);
        assertTrue(!result.accepted().isEmpty() && result.accepted().size() <= 10);
    }

    @Test
    void theSameFitGivesTheSameResultAndAnotherSeedAnother() {
        FeatureFitResult once = fit().evaluations(700).run();
        FeatureFitResult again = fit().evaluations(700).run();
        FeatureFitResult other = fit().evaluations(700).seed(2).run();
        assertEquals(once.best().values(), again.best().values());
        assertEquals(once.best().score(SweepRole.FITTED), again.best().score(SweepRole.FITTED));
        assertNotEquals(once.best().values(), other.best().values());
    }

    @Test
    void aResumedFitEndsAsAnUndisturbedOne(@TempDir Path folder) {
        FeatureFitResult undisturbed = fit().evaluations(1_500).run();
        for (int batches : new int[] {1, 4, 9}) {
            Path of = folder.resolve("stopped" + batches);
            AtomicInteger left = new AtomicInteger(batches);
            fit().evaluations(1_500)
                    .savingTo(of)
                    .stopWhen(() -> left.getAndDecrement() <= 0)
                    .run();
            FeatureFitResult resumed = fit().evaluations(1_500).resuming(of).run();
            assertEquals(undisturbed.best().values(), resumed.best().values(), batches + " batches before the stop");
            assertEquals(undisturbed.evaluations(), resumed.evaluations());
        }
    }

    @Test
    void aStateOfAnotherFitIsRefused(@TempDir Path folder) {
        fit().evaluations(100).savingTo(folder).run();
        IllegalArgumentException other = assertThrows(
                IllegalArgumentException.class,
                () -> fit().evaluations(100).seed(5).resuming(folder).run());
        assertTrue(other.getMessage().contains("another recording, model, seed"), other.getMessage());
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> fit().resuming(folder.resolve("absent"))
                        .run());
        assertTrue(none.getMessage().contains("search.json does not exist"), none.getMessage());
    }
}
