package dev.huxley.fit.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.recording.Recording;
import dev.huxley.recording.SweepSelection;
import dev.huxley.storage.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state that a fit keeps on the disk, and a disk that takes none. */
class SavedStateTest {
    private static ModelDescription description;
    private static Recording recording;

    @BeforeAll
    static void recordAModel() {
        description = Ladder.rung().description();
        recording = MadeCell.record(description.build(), -70, -0.05, 0.1, 0.2, 0.3);
    }

    private static FeatureFit fit() {
        return FeatureFit.of(recording).model(description).evaluations(200);
    }

    @Test
    void aStateIsSavedAfterTheFirstBatch(@TempDir Path folder) {
        assertFalse(FeatureFit.isSavedIn(folder));
        List<Boolean> saved = new ArrayList<>();
        // The listener is called before the save of the same batch.
        fit().savingTo(folder)
                .onProgress(progress -> saved.add(FeatureFit.isSavedIn(folder)))
                .run();
        assertTrue(saved.size() >= 2, saved::toString);
        assertEquals(List.of(false, true), saved.subList(0, 2));
    }

    @Test
    void aFolderThatCannotBeWrittenAnyMoreIsSaidOnceAndTheFitGoesOn(@TempDir Path folder) throws IOException {
        Path below = folder.resolve("state");
        Files.writeString(below, "a file in the place of the folder");
        List<String> notices = new ArrayList<>();
        FeatureFitResult with = fit().savingTo(below).onNotice(notices::add).run();
        FeatureFitResult without = fit().run();
        assertEquals(without.best().values(), with.best().values());
        assertEquals(1, notices.size(), notices::toString);
        assertTrue(
                notices.get(0).contains(below.toString()) && notices.get(0).contains("the fit goes on"),
                notices.get(0));
    }

    @Test
    void aFolderThatCanBeWrittenAgainIsSaid(@TempDir Path folder) throws IOException {
        Path below = folder.resolve("state");
        Files.writeString(below, "a file in the place of the folder");
        List<String> notices = new ArrayList<>();
        fit().savingTo(below)
                .onNotice(notices::add)
                .onProgress(progress -> {
                    if (progress.evaluations() > 100) {
                        try {
                            Files.deleteIfExists(below);
                        } catch (IOException e) {
                            // It is the folder by now.
                        }
                    }
                })
                .run();
        assertEquals(2, notices.size(), notices::toString);
        assertTrue(notices.get(1).contains("saved again"), notices.get(1));
        assertTrue(FeatureFit.isSavedIn(below));
    }

    @Test
    void aDamagedStateIsRefused(@TempDir Path folder) throws IOException {
        for (String text : List.of("", "{", "[1, 2]", "{\"version\": 1}", "{\"version\": 99}")) {
            Files.writeString(folder.resolve("search.json"), text);
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> fit().resuming(folder).run(), text);
            assertTrue(refused.getMessage().contains("state"), refused.getMessage());
        }
    }

    @Test
    void aLargerBudgetGoesOnWhereTheSmallerOneEnded(@TempDir Path folder) {
        FeatureFitResult small = fit().savingTo(folder).run();
        FeatureFitResult large = fit().evaluations(600).resuming(folder).run();
        assertTrue(large.evaluations() > small.evaluations() && large.evaluations() < 600 + 200, large::toString);
        assertTrue(large.best().score(SweepRole.FITTED) <= small.best().score(SweepRole.FITTED) + 1e-6);
    }

    /** The budget may end on a rung that has no candidate yet, or is worse than an earlier one. */
    @Test
    void aClimbThatEndsEarlyGivesItsBestModel() {
        for (long evaluations : new long[] {1, 65, 250}) {
            FeatureFitResult result =
                    FeatureFit.of(recording).evaluations(evaluations).run();
            double reached = result.last().fittedScore();
            for (RungOutcome rung : result.rungs()) {
                assertTrue(
                        rung.fittedScore() >= reached / LadderPolicy.NEAR,
                        evaluations + " evaluations: " + result.last() + ", but " + rung);
            }
        }
    }

    @Test
    void theReportHasTheFittedCell(@TempDir Path folder) {
        FeatureFitResult result = fit().run();
        result.report().write(folder);
        assertEquals(
                result.best().values().get("Na_gNa"),
                ModelFile.readCell(folder.resolve("cell.huxley")).get("Na_gNa")[0]);
    }

    // ---- choices ----

    @Test
    void namedSweepsAreHeldOut() {
        List<SweepRole> roles = fit().heldOut(SweepSelection.parse("2-3")).plan().stream()
                .map(FitSweep::role)
                .toList();
        assertEquals(List.of(SweepRole.FITTED, SweepRole.HELD_OUT, SweepRole.HELD_OUT, SweepRole.FITTED), roles);
        IllegalArgumentException all =
                assertThrows(IllegalArgumentException.class, () -> fit().heldOut(SweepSelection.parse("all"))
                        .plan());
        assertTrue(all.getMessage().contains("leave at least one"), all.getMessage());
        IllegalArgumentException absent =
                assertThrows(IllegalArgumentException.class, () -> fit().heldOut(SweepSelection.parse("9"))
                        .plan());
        assertTrue(absent.getMessage().contains("no sweep 9"), absent.getMessage());
    }

    @Test
    void theTimeStepDividesTheSamples() {
        FitSweep fine = fit().timeStep(0.02).plan().get(0);
        FitSweep usual = fit().plan().get(0);
        assertEquals(5 * (fine.voltage().length - 1), fine.current().length);
        assertEquals(2 * (usual.voltage().length - 1), usual.current().length);
        for (double wrong : new double[] {0.04, 0.2, 0, -0.05, Double.NaN, 1e-6}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> fit().timeStep(wrong), Double.toString(wrong));
            assertTrue(refused.getMessage().contains("whole part"), refused.getMessage());
        }
        assertTrue(fit().timeStep(0.025).run().best().score(SweepRole.FITTED) < 1e6);
    }
}
