package dev.huxley.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.feature.SweepRole;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import dev.huxley.recording.csv.CsvWriter;
import dev.huxley.recording.nwb.NwbWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinRecordingTest {
    private static Recording twin;

    @BeforeAll
    static void make() {
        twin = TwinRecording.make();
    }

    @Test
    void theTruthIsWithinTheBoundsOfTheLadder() {
        for (FreeValue value : TwinRecording.model().free()) {
            Double truth = TwinRecording.truth().get(value.path());
            assertTrue(
                    truth != null && truth > value.lower() && truth < value.upper(), value + ": the truth is " + truth);
        }
        assertEquals(TwinRecording.truth().size(), TwinRecording.model().free().size());
    }

    @Test
    void itHasStepsThatRiseFromSilenceToManySpikes() {
        List<CurrentClampSweep> sweeps = CurrentClampSweeps.of(twin).sweeps();
        int[] spikes =
                sweeps.stream().mapToInt(CurrentClampSweep::spikesInStimulus).toArray();
        assertEquals(10, spikes.length);
        assertEquals(0, spikes[0]);
        assertTrue(spikes[9] >= 10, "spikes of the largest step: " + spikes[9]);
        assertArrayEquals(IntStream.of(spikes).sorted().toArray(), spikes, "more current, more spikes");
        for (int i = 0; i < 10; i++) {
            assertEquals(30.0 * (i + 1), 1e3 * sweeps.get(i).protocol().amplitude(), 1, "pA of sweep " + (i + 1));
        }
    }

    @Test
    void bothFilesHoldTheSameSweeps(@TempDir Path folder) {
        CsvWriter.write(twin, folder.resolve("twin.csv"));
        NwbWriter.write(twin, folder.resolve("twin.nwb"));
        CurrentClampSweeps csv = CurrentClampSweeps.of(Recordings.read(folder.resolve("twin.csv")));
        CurrentClampSweeps nwb = CurrentClampSweeps.of(Recordings.read(folder.resolve("twin.nwb")));
        assertEquals(TwinRecording.JUNCTION_POTENTIAL, nwb.junctionPotential().orElseThrow(), 1e-12);
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(
                    csv.sweeps().get(i).voltage(), nwb.sweeps().get(i).voltage(), 1e-9, "mV of sweep " + (i + 1));
            assertArrayEquals(
                    csv.sweeps().get(i).current().values(),
                    nwb.sweeps().get(i).current().values(),
                    1e-9,
                    "nA of sweep " + (i + 1));
        }
    }

    @Test
    void aFitWithoutOptionsNearsTheTwinWithFewEvaluations() {
        FeatureFitResult result = FeatureFit.of(twin).evaluations(10_000).run();
        assertTrue(result.best().score(SweepRole.FITTED) < 12, result::toString);
        assertTrue(result.best().meanSize(SweepRole.HELD_OUT) < 5, result::toString);
        assertEquals(
                twin.sweep(0).voltage()[0] - TwinRecording.JUNCTION_POTENTIAL,
                result.sweeps().get(0).voltage()[0],
                1e-9,
                "the junction potential is subtracted once");
    }
}
