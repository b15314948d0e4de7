package dev.huxley.recording.nwb;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files end in a RecordingException or a recording, soon, and whatever the library throws. */
class NwbFuzzTest {
    private static final int CASES = 60;
    private static final long SEED = 20251130;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"icephys_tables.nwb", "sweep_table.nwb", "linked.nwb", "metadata.nwb", "nwb1.nwb"})
    void damagedFilesAreRefusedOrRead(String name) throws IOException {
        byte[] intact = Files.readAllBytes(MadeFile.of(name));
        Random random = new Random(SEED);
        Path file = folder.resolve("damaged.nwb");
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = intact.clone();
            int flips = 1 + random.nextInt(20);
            for (int flip = 0; flip < flips; flip++) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(20_000, bytes.length) : bytes.length);
                bytes[at] = switch (random.nextInt(4)) {
                    case 0 -> (byte) 0xff;
                    case 1 -> 0x7f;
                    case 2 -> 0;
                    default -> (byte) random.nextInt();
                };
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Files.write(file, bytes);
            String where = name + ", case " + i + " of seed " + SEED;
            refused += assertTimeoutPreemptively(Duration.ofSeconds(20), () -> isRefused(file, where), where) ? 1 : 0;
        }
        assertTrue(refused > CASES / 20, refused + " of " + CASES + " refused");
    }

    /** Reads the file; anything but a recording or a RecordingException fails the test. */
    private static boolean isRefused(Path file, String where) {
        try {
            Recording recording = NwbReader.read(file);
            CurrentClampSweeps.of(recording);
            return false;
        } catch (RecordingException expected) {
            assertTrue(expected.getMessage().startsWith("damaged.nwb: "), expected.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            return fail(where + ": " + e, e);
        }
    }
}
