package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.recording.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

    /** A fit that does not begin at the truth. */
    private static FeatureFit fit() {
        DescribedModel model = description.build();
        double[] middle = model.free().stream()
                .mapToDouble(value -> value.logarithmic()
                        ? Math.sqrt(value.lower() * value.upper())
                        : (value.lower() + value.upper()) / 2)
                .toArray();
        return FeatureFit.of(recording).model(model.startingAt(middle));
    }

    @Test
    void aFitThatBeginsAtTheTruthIsAcceptedAtOnce() {
        // No step near the rheobase, where noise moves the first spike; simulated in the time step of the check.
        FeatureFitResult result = FeatureFit.of(MadeCell.record(description.build(), -70, -0.05, 0.2, 0.3))
                .model(description)
                .timeStep(0.1)
                .evaluations(1)
                .run();
        assertEquals(
                Grade.ACCEPTED,
                result.best().grade(),
                () -> result + " " + result.best().scores());
        assertEquals(1, result.evaluations());
    }

    @Test
    void pointsAroundTheStartAreTried() {
        DescribedModel model = description.build();
        double[] near = model.start();
        for (int i = 0; i < near.length; i++) {
            near[i] *= 1.02;
        }
        FeatureFit fit = FeatureFit.of(recording).model(model.startingAt(near));
        double alone = fit.evaluations(1).run().best().score(SweepRole.FITTED);
        double around = fit.evaluations(64).run().best().score(SweepRole.FITTED);
        assertTrue(around < alone, "score " + around + " of 40 points, " + alone + " of the start alone");
    }

    @Test
    void aFitEndsInTimeWhateverACandidateCosts() {
        for (double cost : new double[] {0.01, 0.3, 1, 4}) {
            AtomicLong clock = new AtomicLong();
            List<Long> ends = new ArrayList<>();
            FeatureFitResult result = fit().evaluations(500)
                    .minutes(1.2)
                    .clock(clock::get)
                    .onProgress(progress -> {
                        ends.add(progress.evaluations());
                        clock.set((long) (1e9 * cost * progress.evaluations()));
                    })
                    .run();
            double seconds = clock.get() * 1e-9;
            String what = cost + " s a candidate: " + seconds + " s, batches end at " + ends;
            assertTrue(seconds <= 72, what);
            assertTrue(seconds > 36 || result.evaluations() == 500, "most of the time is used; " + what);
            assertEquals(16, ends.get(0), "the first batch measures the cost; " + what);
        }
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
        assertEquals(
                result.accepted().size(),
                result.accepted().stream().map(FittedModel::values).distinct().count(),
                "no model is accepted twice: " + result.accepted());
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
    void anInterruptionGivesTheBestModelSoFar(@TempDir Path folder) {
        FeatureFitResult undisturbed = fit().evaluations(1_500).run();
        AtomicInteger batches = new AtomicInteger();
        FeatureFitResult interrupted = fit().evaluations(1_500)
                .savingTo(folder)
                .onProgress(progress -> {
                    if (batches.incrementAndGet() == 4) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();
        assertFalse(Thread.interrupted(), "the interruption has done its work");
        assertEquals(4, batches.get());
        assertTrue(interrupted.evaluations() < 1_500, "evaluations " + interrupted.evaluations());
        assertTrue(Double.isFinite(interrupted.best().score(SweepRole.FITTED)), interrupted::toString);
        FeatureFitResult resumed = fit().evaluations(1_500).resuming(folder).run();
        assertEquals(undisturbed.best().values(), resumed.best().values());
    }

    /** While candidates are simulated, not between two batches. */
    @Test
    void anInterruptionWithinABatchLeavesNoStateThatIsHalfOfOne(@TempDir Path folder) throws Exception {
        FeatureFitResult undisturbed = fit().evaluations(1_500).run();
        for (int batch : new int[] {0, 3}) {
            Path of = folder.resolve("interrupted" + batch);
            AtomicInteger batches = new AtomicInteger();
            Thread thread = Thread.currentThread();
            Thread[] other = new Thread[1];
            Runnable soon = () -> {
                other[0] = new Thread(() -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(3_000_000);
                    thread.interrupt();
                });
                other[0].start();
            };
            if (batch == 0) {
                soon.run();
            }
            try {
                fit().evaluations(1_500)
                        .savingTo(of)
                        .onProgress(progress -> {
                            if (batches.incrementAndGet() == batch) {
                                soon.run();
                            }
                        })
                        .run();
            } catch (CancellationException e) {
                assertTrue(batch == 0 || e.getMessage().contains("interrupted"), e::getMessage);
            }
            other[0].join();
            Thread.interrupted();
            if (FeatureFit.isSavedIn(of)) {
                FeatureFitResult resumed = fit().evaluations(1_500).resuming(of).run();
                assertEquals(undisturbed.best().values(), resumed.best().values(), "interrupted after batch " + batch);
            }
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
