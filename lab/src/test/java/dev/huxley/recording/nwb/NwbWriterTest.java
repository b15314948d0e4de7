package dev.huxley.recording.nwb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.Recordings;
import dev.huxley.recording.Sweep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NwbWriterTest {
    private static final RecordedChannel VOLTAGE = new RecordedChannel("voltage", "mV");
    private static final RecordedChannel CURRENT = new RecordedChannel("current", "pA");

    @TempDir
    Path folder;

    private static Recording recording(List<Sweep> sweeps) {
        return new Recording(
                "twin",
                "made",
                Optional.of("steps"),
                sweeps.get(0).channels(),
                20_000,
                sweeps,
                List.of(),
                OptionalDouble.of(-14.3));
    }

    private static double[] random(long seed, int length) {
        return new Random(seed).doubles(length, -90, 40).toArray();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<RecordedChannel> channels = List.of(VOLTAGE, CURRENT);
        Sweep recorded = new Sweep(0, 0.05, channels, new double[][] {random(1, 500), random(2, 500)});
        Sweep longer = new Sweep(
                1,
                2000,
                0.05,
                List.of(VOLTAGE),
                new double[][] {random(3, 700)},
                List.of(CommandWaveform.of("Cmd", "nA", random(4, 700))));
        Path file = folder.resolve("twin.nwb");
        NwbWriter.write(recording(List.of(recorded, longer)), file);
        Recording read = Recordings.read(file);
        assertEquals(List.of(), read.remarks());
        assertEquals(OptionalDouble.of(-14.3), read.junctionPotential());
        assertEquals(2, read.sweeps().size());
        Sweep[] written = {recorded, longer};
        for (int s = 0; s < 2; s++) {
            assertArrayEquals(written[s].voltage(), read.sweep(s).voltage(), 1e-12);
            assertArrayEquals(written[s].injectedCurrent(), read.sweep(s).injectedCurrent(), 1e-12);
            assertEquals(0.05, read.sweep(s).sampleIntervalMs(), 1e-15);
            assertEquals(written[s].startMs(), read.sweep(s).startMs(), 1e-9);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesNothing() {
        Sweep two = new Sweep(0, 0.05, List.of(VOLTAGE, new RecordedChannel("other", "V")), new double[2][10]);
        Sweep none = new Sweep(0, 0.05, List.of(VOLTAGE), new double[1][10]);
        Path file = folder.resolve("twin.nwb");
        for (Sweep sweep : List.of(two, none)) {
            String message = assertThrows(
                            RecordingException.class, () -> NwbWriter.write(recording(List.of(sweep)), file))
                    .getMessage();
            assertTrue(message.contains("sweep 1 has") && message.contains("one is needed"), message);
        }
        assertFalse(Files.exists(file));
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void anExistingFileIsReplaced() throws Exception {
        Path file = folder.resolve("twin.nwb");
        Files.writeString(file, "old");
        Sweep sweep = new Sweep(0, 0.05, List.of(VOLTAGE, CURRENT), new double[][] {random(1, 50), random(2, 50)});
        NwbWriter.write(recording(List.of(sweep)), file);
        assertEquals(1, Recordings.read(file).sweeps().size());
    }
}
