package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.huxley.recording.abf.AbfReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files end in a RecordingException or a recording, and never cost much more memory than they have bytes. */
class AbfFuzzTest {
    private static final int CASES = 2000;
    private static final long SEED = 20240611;
    /** Bytes allocated per byte of file: the file itself, a double per 2-byte sample twice, and what the objects need. */
    private static final long MULTIPLE = 24;

    private static final long FIXED_BYTES = 1 << 17;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void damagedFilesAreRefusedAndCheap(int version) throws IOException {
        SyntheticAbf synthetic = new SyntheticAbf();
        synthetic.inputs =
                List.of(SyntheticAbf.Input.plain("Vm", "mV", 0.01f), SyntheticAbf.Input.plain("Im", "pA", 0.0005f));
        synthetic.outputs = List.of(
                new SyntheticAbf.Output(
                        "Cmd 0",
                        "pA",
                        0,
                        1,
                        1,
                        1,
                        List.of(new SyntheticAbf.Epoch(1, 10, 5, 20, 1), new SyntheticAbf.Epoch(2, 3, 0, 20, 0))),
                SyntheticAbf.Output.holding("Cmd 1", "mV", -70));
        synthetic.synch = List.of(new int[] {0, 256}, new int[] {8000, 256}, new int[] {16_000, 256});
        byte[] intact = version == 1 ? synthetic.abf1() : synthetic.abf2();
        // Most bytes are samples or padding: half the damage goes where the header's numbers are.
        int headerBytes = version == 1 ? 512 : 1024;
        Random random = new Random(SEED);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Path file = folder.resolve("damaged.abf");
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = intact.clone();
            int flips = 1 + random.nextInt(3);
            for (int flip = 0; flip < flips; flip++) {
                int at = random.nextInt(random.nextBoolean() ? headerBytes : bytes.length);
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
            String where = "case " + i + " of seed " + SEED;
            long allowed = MULTIPLE * bytes.length + FIXED_BYTES;
            long before = threads.getCurrentThreadAllocatedBytes();
            refused += isRefused(file, where) ? 1 : 0;
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (allocated > allowed) {
                // The first time through a line also pays for loading classes; what the file costs, it costs again.
                before = threads.getCurrentThreadAllocatedBytes();
                isRefused(file, where);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertTrue(allocated <= allowed, where + ": " + allocated + " bytes for a file of " + bytes.length);
        }
        assertTrue(refused > CASES / 5 && refused < CASES, refused + " of " + CASES + " refused");
    }

    /** Reads the file; anything but a recording or a RecordingException fails the test. */
    private static boolean isRefused(Path file, String where) {
        try {
            use(AbfReader.read(file));
            return false;
        } catch (RecordingException expected) {
            assertTrue(expected.getMessage().startsWith("damaged.abf: "), expected.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            return fail(where + ": " + e, e);
        }
    }

    private static void use(Recording recording) {
        for (Sweep sweep : recording.sweeps()) {
            sweep.command().values();
            sweep.values(0);
        }
    }
}
