package dev.huxley.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.MadeCell;
import dev.huxley.model.Cell;
import dev.huxley.storage.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a fit by features says what it chose, keeps its state, and goes on with it when it is run again. */
class FitLabRecordingTest {
    @Test
    void theProgramFitsTheRecordingAndGoesOnWhenRunAgain(@TempDir Path folder) throws Exception {
        Path recording = folder.resolve("made.csv");
        MadeCell.write(recording, -0.05, 0.1, 0.2);
        Path out = folder.resolve("fit");
        String printed = ExampleProgram.run("FitLabRecording", folder, recording.toString(), out.toString(), "200");
        assertTrue(printed.contains("injected current: "), printed);
        assertTrue(printed.contains("FitSweep[sweep 1, fitted, -50.00 pA from 50.0 to 250.0 ms"), printed);
        assertTrue(printed.contains("largest |z| of the fitted sweeps "), printed);
        Cell fitted = ModelFile.readCell(out.resolve("cell.huxley"));
        String gLeak = String.format(Locale.ROOT, "Leak_gLeak %.4g", fitted.get("Leak_gLeak")[0]);
        assertTrue(printed.contains(gLeak), printed + " has no " + gLeak);
        String models = Files.readString(out.resolve("models.csv"));

        String again = ExampleProgram.run("FitLabRecording", folder, recording.toString(), out.toString(), "200");
        assertTrue(again.contains(gLeak), again);
        assertEquals(models, Files.readString(out.resolve("models.csv")));
    }
}
