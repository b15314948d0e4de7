package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.recording.abf.AbfReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The epoch table against waveforms written out by hand: 128 samples, so the table begins at sample 2. */
class CommandRebuildTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stepsGrowBySweepAndReturnToHolding(int version) throws IOException {
        Recording recording = read(
                version,
                output(0, -5, new SyntheticAbf.Epoch(1, 10, 1, 20, 2), new SyntheticAbf.Epoch(1, 30, -10, 8, 0)));
        for (Sweep sweep : recording.sweeps()) {
            int s = sweep.index();
            double[] expected = filled(-5);
            int end = fill(expected, 2, 20 + 2 * s, 10 + s);
            fill(expected, end, 8, 30 - 10 * s);
            assertArrayEquals(expected, sweep.command().values().orElseThrow(), "sweep " + s);
            assertArrayEquals(expected, sweep.command(0).values().orElseThrow(), "sweep " + s);
            assertEquals(10e-3 + s * 1e-3, sweep.injectedCurrent()[2], 1e-15);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void disabledEpochTakesNoTime(int version) throws IOException {
        Recording recording = read(
                version, output(0, 0, new SyntheticAbf.Epoch(0, 99, 0, 50, 0), new SyntheticAbf.Epoch(1, 7, 0, 5, 0)));
        double[] expected = filled(0);
        fill(expected, 2, 5, 7);
        assertArrayEquals(expected, recording.sweep(0).command().values().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void rampStartsAtTheLevelBeforeAndEndsAtItsOwn(int version) throws IOException {
        Recording recording = read(version, output(0, 0, new SyntheticAbf.Epoch(2, 10, 10, 11, 0)));
        double[] second = recording.sweep(1).command().values().orElseThrow();
        for (int i = 0; i < 11; i++) {
            assertEquals(2.0 * i, second[2 + i], 1e-12, "sample " + i);
        }
        assertEquals(20.0, second[12]);
        assertEquals(0.0, second[13]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void lastLevelIsKeptIntoTheNextSweepWhenTheProtocolSaysSo(int version) throws IOException {
        Recording recording = read(version, output(1, -1, new SyntheticAbf.Epoch(1, 10, 5, 20, 0)));
        double[] first = recording.sweep(0).command().values().orElseThrow();
        double[] second = recording.sweep(1).command().values().orElseThrow();
        assertEquals(-1.0, first[0]);
        assertEquals(10.0, first[127]);
        assertEquals(10.0, second[0]);
        assertEquals(15.0, second[2]);
        assertEquals(15.0, second[127]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void epochsBeyondTheSweepAreCutOff(int version) throws IOException {
        Recording recording = read(
                version,
                output(0, 0, new SyntheticAbf.Epoch(1, 1, 0, 100, 0), new SyntheticAbf.Epoch(2, 11, 0, 101, 0)));
        double[] values = recording.sweep(0).command().values().orElseThrow();
        assertEquals(1.0, values[102]);
        assertEquals(1 + 0.1 * 25, values[127], 1e-12);
        Recording huge = read(version, output(0, 0, new SyntheticAbf.Epoch(1, 3, 0, Integer.MAX_VALUE, 7)));
        assertEquals(3.0, huge.sweep(2).command().values().orElseThrow()[127]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theOutputWithAWaveformIsTheCommand(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.outputs = List.of(
                SyntheticAbf.Output.holding("Cmd 0", "mV", -70), output(0, 0, new SyntheticAbf.Epoch(1, 10, 0, 20, 0)));
        Sweep sweep = read(version, file).sweep(0);
        assertEquals("Cmd", sweep.command().name());
        assertEquals(0.01, sweep.injectedCurrent()[2]);
        assertEquals("Cmd 0", sweep.command(0).name());
        assertArrayEquals(filled(-70), sweep.command(0).voltage());
        assertEquals(2, sweep.commands().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theActiveOutputIsPreferred(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.activeOutput = 1;
        SyntheticAbf.Epoch epoch = new SyntheticAbf.Epoch(1, 10, 0, 20, 0);
        file.outputs = List.of(
                new SyntheticAbf.Output("first", "mV", 0, 1, 1, 0, List.of(epoch)),
                new SyntheticAbf.Output("second", "pA", 0, 1, 1, 0, List.of(epoch)));
        assertEquals("second", read(version, file).sweep(0).command().name());
        file.activeOutput = -3;
        assertEquals("first", read(version, file).sweep(0).command().name());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 1, pulse train with pulses of 0 samples every 0 samples",
        "2, 7, 1, biphasic train with pulses of 0 samples every 0 samples",
        "1, 6, 1, type 6",
        "2, 8, 1, type 8",
        "1, 1, 2, from a file",
        "2, 1, 2, from a file",
        "1, 1, 9, nWaveformSource",
        "2, 1, 9, nWaveformSource"
    })
    void whatCannotBeRebuiltIsAbsentWithTheReason(int version, int type, int source, String reason) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.outputs = List.of(new SyntheticAbf.Output(
                "Cmd", "pA", 0, 1, source, 0, List.of(new SyntheticAbf.Epoch(type, 1, 0, 5, 0))));
        Sweep sweep = read(version, file).sweep(0);
        assertFalse(sweep.command().isPresent());
        assertTrue(sweep.command().values().isEmpty());
        assertTrue(
                sweep.command().absenceReason().orElseThrow().contains(reason),
                sweep.command().absenceReason()::get);
        String message =
                assertThrows(RecordingException.class, sweep::injectedCurrent).getMessage();
        assertTrue(message.contains(reason) && message.contains("'Vm' [mV]"), message);
    }

    /** A step to 4, then a train to 4 + 8 = 12 of period 10 and width 4 for 25 samples: two whole periods and a half. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3", "1, 4", "2, 4", "1, 5", "2, 5", "1, 7", "2, 7"})
    void trainsGoFromTheLevelBeforeThemToTheirOwn(int version, int type) throws IOException {
        Recording recording = read(
                version,
                output(
                        0,
                        -1,
                        new SyntheticAbf.Epoch(1, 4, 0, 10, 0),
                        new SyntheticAbf.Epoch(type, 12, 8, 25, 0, 10, 4)));
        for (int s = 0; s < 2; s++) {
            double[] pulse = new double[10];
            for (int i = 0; i < 10; i++) {
                pulse[i] = switch (type) {
                    case 3 -> i < 4 ? 1 : 0;
                    case 4 -> i < 4 ? i / 4.0 : 1 - (i - 4) / 6.0;
                    case 5 -> Math.pow(Math.sin(Math.PI * i / 10), 2);
                    default -> i < 2 ? 1 : i < 4 ? -1 : 0;
                };
            }
            double[] expected = filled(-1);
            int at = fill(expected, 2, 10, 4);
            for (int i = 0; i < 25; i++) {
                boolean isWhole = i < 20 || type == 3 || type == 7;
                expected[at + i] = isWhole ? 4 + (8 + 8 * s) * pulse[i % 10] : 4;
            }
            assertArrayEquals(
                    expected,
                    recording.sweep(s).command().values().orElseThrow(),
                    1e-12,
                    "type " + type + ", sweep " + s);
        }
    }

    /** A pulse that the epoch's end would cut is not given. */
    @Test
    void aPulseThatDoesNotFitIsLeftOut() throws IOException {
        double[] values = read(2, output(0, 0, new SyntheticAbf.Epoch(3, 5, 0, 23, 0, 10, 4)))
                .sweep(0)
                .command()
                .values()
                .orElseThrow();
        double[] expected = filled(0);
        fill(expected, 2, 4, 5);
        fill(expected, 12, 4, 5);
        assertArrayEquals(expected, values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void userListAndBrokenTablesAreAbsentWithTheReason(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.userList = true;
        assertTrue(read(version, file)
                .sweep(0)
                .command()
                .absenceReason()
                .orElseThrow()
                .contains("user list"));

        Recording shrinking = read(version, output(0, 0, new SyntheticAbf.Epoch(1, 1, 0, 5, -4)));
        assertTrue(shrinking.sweep(1).command().isPresent());
        assertTrue(shrinking.sweep(2).command().absenceReason().orElseThrow().contains("epoch A lasts -3 samples"));

        Recording notANumber = read(version, output(0, 0, new SyntheticAbf.Epoch(1, Float.NaN, 0, 5, 0)));
        assertTrue(notANumber.sweep(0).command().absenceReason().orElseThrow().contains("NaN"));
    }

    private static SyntheticAbf.Output output(int interEpisodeLevel, float holding, SyntheticAbf.Epoch... epochs) {
        return new SyntheticAbf.Output("Cmd", "pA", holding, 1, 1, interEpisodeLevel, List.of(epochs));
    }

    private Recording read(int version, SyntheticAbf.Output output) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.outputs = List.of(output);
        return read(version, file);
    }

    private Recording read(int version, SyntheticAbf file) throws IOException {
        return AbfReader.read(Files.write(folder.resolve("cell.abf"), version == 1 ? file.abf1() : file.abf2()));
    }

    private static double[] filled(double level) {
        double[] values = new double[128];
        Arrays.fill(values, level);
        return values;
    }

    private static int fill(double[] values, int from, int count, double level) {
        Arrays.fill(values, from, from + count, level);
        return from + count;
    }
}
