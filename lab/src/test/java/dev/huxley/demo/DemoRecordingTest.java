package dev.huxley.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.recording.Recording;
import dev.huxley.recording.Recordings;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRecordingTest {
    /** One step of the converter: a rounding error of the simulation may move a sample to the next one. */
    private static final double CONVERTER_STEP = 0.011;

    @TempDir
    Path folder;

    @Test
    void shippedRecordingIsWhatTheSimulationGives() {
        Recording shipped = DemoRecording.shipped();
        Path file = folder.resolve("made.csv");
        DemoRecording.main(new String[] {file.toString()});
        Recording made = Recordings.read(file);
        assertEquals(shipped.channels(), made.channels());
        assertEquals(shipped.sweeps().size(), made.sweeps().size());
        for (int sweep = 0; sweep < made.sweeps().size(); sweep++) {
            assertArrayEquals(
                    made.sweep(sweep).voltage(), shipped.sweep(sweep).voltage(), CONVERTER_STEP, "sweep " + sweep);
            assertArrayEquals(
                    made.sweep(sweep).injectedCurrent(),
                    shipped.sweep(sweep).injectedCurrent(),
                    1e-12,
                    "current of sweep " + sweep);
            assertEquals(
                    made.sweep(sweep).sampleIntervalMs(), shipped.sweep(sweep).sampleIntervalMs(), 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> DemoRecording.main(new String[0]));
    }

    /** A passive response and spikes make the conductances identifiable. */
    @Test
    void oneStepIsPassiveAndTheOthersMakeASpikeEach() {
        Recording shipped = DemoRecording.shipped();
        assertEquals(4, shipped.sweeps().size());
        double[] passive = shipped.sweep(0).window(0, 15).voltage();
        assertEquals(0, spikes(passive), "spikes during the hyperpolarizing step");
        double lowest = Arrays.stream(passive).min().orElseThrow();
        assertTrue(lowest < -68, "the hyperpolarizing step goes down to " + lowest);
        for (int sweep = 0; sweep < 4; sweep++) {
            assertEquals(1, spikes(shipped.sweep(sweep).voltage()), "spikes of sweep " + sweep);
        }
    }

    private static int spikes(double[] voltage) {
        int spikes = 0;
        boolean above = false;
        for (double v : voltage) {
            // Two levels, because the noise crosses one level several times.
            if (!above && v > 0) {
                spikes++;
                above = true;
            } else if (v < -40) {
                above = false;
            }
        }
        return spikes;
    }
}
