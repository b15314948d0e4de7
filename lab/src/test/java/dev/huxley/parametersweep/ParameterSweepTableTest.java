package dev.huxley.parametersweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.feature.Feature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in a folder: what is in it, and that whatever a killed process leaves of it is gone on with to the same bytes. */
class ParameterSweepTableTest {
    private static final String PART = ParameterSweepTable.NAME + ".part";

    @TempDir
    Path folder;

    @Test
    void theTableHasTheRowsAsTheyWereComputed() throws IOException {
        ParameterSweep sweep = ParameterSweepTest.hh();
        ParameterSweepResult result = ParameterSweepTable.of(sweep, folder).write();
        List<ParameterRow> rows = ParameterSweepTest.rows(sweep);
        List<String> lines = Files.readAllLines(folder.resolve(ParameterSweepTable.NAME));
        assertEquals("combination,HH_gNa,radius,stimulus,current_nA,Spikecount,voltage_base,AP_height", lines.get(0));
        assertEquals(rows.size(), lines.size() - 1);
        for (int i = 0; i < rows.size(); i++) {
            ParameterRow row = rows.get(i);
            String[] cells = lines.get(i + 1).split(",", -1);
            assertEquals(Long.toString(row.combination() + 1), cells[0]);
            assertEquals(sweep.stimuli().get(row.stimulus()).label(), cells[3]);
            double[] read = Arrays.stream(new int[] {1, 2, 5, 6, 7})
                    .mapToDouble(k -> cells[k].isEmpty() ? Double.NaN : Double.parseDouble(cells[k]))
                    .toArray();
            double[] values = row.values();
            assertArrayEquals(
                    new double[] {row.parameters()[0], row.parameters()[1], values[0], values[1], values[2]},
                    read,
                    lines.get(i + 1));
        }
        assertTrue(result.isComplete());
        assertEquals(rows.size(), result.rows());
        assertEquals(0, result.diverged());
        assertEquals(
                rows.stream().filter(row -> Double.isNaN(row.values()[2])).count(),
                result.missing().get("AP_height"));
        for (Feature feature : sweep.features()) {
            assertTrue(Files.size(folder.resolve(feature + ".png")) > 1000, feature + ".png");
        }
    }

    /** Cut anywhere, also within a line, or with a line that is damaged, the table becomes the whole one again. */
    @Test
    void whateverAKilledProcessLeavesIsGoneOnWithToTheSameBytes() throws IOException {
        ParameterSweep sweep = ParameterSweepTest.hh();
        ParameterSweepTable.of(sweep, folder).write();
        Path complete = folder.resolve(ParameterSweepTable.NAME);
        Path part = folder.resolve(PART);
        byte[] whole = Files.readAllBytes(complete);
        int second = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, whole.length / 2, whole.length / 2 + 40, (byte) 0);
        byte[][] left = {
            {},
            Arrays.copyOf(whole, 3),
            Arrays.copyOf(whole, second),
            Arrays.copyOf(whole, whole.length / 3),
            Arrays.copyOf(whole, whole.length - 1),
            whole,
            damaged
        };
        for (byte[] bytes : left) {
            Files.delete(complete);
            Files.write(part, bytes);
            ParameterSweepResult result =
                    ParameterSweepTable.of(sweep, folder).resume(true).write();
            assertTrue(result.isComplete(), result.toString());
            assertEquals(30, result.rows());
            assertArrayEquals(whole, Files.readAllBytes(complete), "gone on from " + bytes.length + " bytes");
            assertFalse(Files.exists(part));
        }
    }

    @Test
    void aSweepThatIsStoppedKeepsItsRowsAndGoesOn() throws IOException {
        ParameterSweep sweep = ParameterSweepTest.hh().vary(VariedParameter.linear("HH_gNa", 0.05, 0.2, 700));
        long[] done = {0};
        ParameterSweepResult stopped = ParameterSweepTable.of(sweep, folder)
                .onProgress(count -> done[0] = count)
                .stopWhen(() -> done[0] > 0)
                .write();
        assertFalse(stopped.isComplete());
        assertTrue(stopped.combinations() > 0 && stopped.combinations() < 700, stopped.toString());
        assertEquals(
                1 + 2 * stopped.combinations(),
                Files.readAllLines(folder.resolve(PART)).size());
        requireError(ParameterSweepTable.of(sweep, folder), "unfinished table");
        long[] first = {-1};
        ParameterSweepResult gone = ParameterSweepTable.of(sweep, folder)
                .resume(true)
                .onProgress(count -> first[0] = first[0] < 0 ? count : first[0])
                .write();
        assertTrue(gone.isComplete());
        assertEquals(stopped.combinations(), first[0], "the first rows are not computed again");
        Path other = Files.createDirectory(folder.resolve("other"));
        ParameterSweepTable.of(sweep, other).write();
        assertArrayEquals(
                Files.readAllBytes(other.resolve(ParameterSweepTable.NAME)),
                Files.readAllBytes(folder.resolve(ParameterSweepTable.NAME)));
    }

    @Test
    void theFolderOfAnotherQuestionIsRefusedAndLeftAsItIs() throws IOException {
        ParameterSweep sweep = ParameterSweepTest.hh();
        ParameterSweepTable.of(sweep, folder).write();
        byte[] whole = Files.readAllBytes(folder.resolve(ParameterSweepTable.NAME));
        requireError(
                ParameterSweepTable.of(sweep.features(Feature.SPIKE_COUNT), folder),
                "differs in features; choose another");
        requireError(
                ParameterSweepTable.of(sweep.stimuli(SweepStimulus.step(0.2, 20, 30, 5, 0.05)), folder),
                "differs in stimuli");
        requireError(
                ParameterSweepTable.of(
                        sweep.vary(VariedParameter.of("HH_gNa", 0.1), VariedParameter.of("radius", 5)), folder),
                "differs in values");
        Files.writeString(folder.resolve(ParameterSweepTable.NAME), "x\n");
        requireError(ParameterSweepTable.of(sweep, folder).resume(true), "was changed");
        Files.write(folder.resolve(ParameterSweepTable.NAME), whole);
        Files.delete(folder.resolve("Spikecount.png"));
        assertEquals(
                30, ParameterSweepTable.of(sweep, folder).resume(true).write().rows());
        assertTrue(Files.exists(folder.resolve("Spikecount.png")), "a picture that is missing is drawn again");
        Files.writeString(folder.resolve(SavedQuestion.NAME), "{");
        requireError(ParameterSweepTable.of(sweep, folder), "damaged");
    }

    private static void requireError(ParameterSweepTable table, String part) {
        String message =
                assertThrows(IllegalArgumentException.class, table::write).getMessage();
        assertTrue(message.contains(part), message);
    }
}
