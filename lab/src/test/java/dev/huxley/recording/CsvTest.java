package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.recording.csv.CsvReader;
import dev.huxley.recording.csv.CsvWriter;
import dev.huxley.testing.HostileText;
import dev.huxley.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @TempDir
    Path folder;

    @Test
    void columnsBecomeChannels() throws IOException {
        Recording recording =
                read("\ufeff# a comment\ntime [ms],voltage [mV],current [nA]\n0,-65.5,0\n\n0.05,-65,0.1\n");
        assertEquals(20_000, recording.sampleRateHz());
        assertEquals("CSV", recording.formatVersion());
        assertArrayEquals(new double[] {-65.5, -65}, recording.sweep(0).voltage());
        assertArrayEquals(new double[] {0, 0.1}, recording.sweep(0).current());
        assertArrayEquals(new double[] {0, 0.1}, recording.sweep(0).injectedCurrent());
        assertTrue(recording.sweep(0).command(0).absenceReason().isPresent());
    }

    @Test
    void unitsAndSeparatorsAreUnderstood() throws IOException {
        Recording german = read("t (s);voltage (V);current (pA)\n0,1;-0,065;100\n0,1001;-0,064;200\n");
        assertEquals(0.1, german.sweep(0).sampleIntervalMs());
        assertEquals(100, german.sweep(0).startMs(), 1e-9);
        assertArrayEquals(new double[] {-65, -64}, german.sweep(0).voltage(), 1e-12);
        assertArrayEquals(new double[] {0.1, 0.2}, german.sweep(0).current(), 1e-15);
        Recording tabs = read("time [us]\tvoltage [mV]\n0\t1e1\n25\t-2\n50\t3\n");
        assertEquals(0.025, tabs.sweep(0).sampleIntervalMs());
    }

    @Test
    void quotesCommentsAndBlankLinesAreUnderstood() throws IOException {
        Recording recording =
                read("\ufeff# by hand\n\n\"time [ms]\", \"Vm; left, 1 [mV]\" \n0,\"1\"\n# a break\n\n 1 ,2\r\n\n");
        assertEquals("Vm; left, 1", recording.channels().get(0).name(), "what stands in quotes separates no columns");
        assertArrayEquals(new double[] {1, 2}, recording.sweep(0).values(0));
    }

    @Test
    void sweepColumnSeparatesSweeps() throws IOException {
        Recording recording = read("sweep,time [ms],voltage [mV]\n7,0,1\n7,1,2\n3,0,3\n3,1,4\n3,2,5\n");
        assertEquals(2, recording.sweeps().size());
        assertArrayEquals(new double[] {3, 4, 5}, recording.sweep(1).voltage());
    }

    @Test
    void numberedColumnsAreSweeps() throws IOException {
        Recording recording = read("time [ms],voltage_2 [mV],current_2 [nA],voltage_10 [mV],current_10 [nA],"
                + "voltage_1 [mV],current_1 [nA]\n0,2,20,10,100,1,10\n1,3,30,11,110,2,20\n");
        assertEquals(3, recording.sweeps().size());
        assertEquals(
                List.of(new RecordedChannel("voltage", "mV"), new RecordedChannel("current", "nA")),
                recording.channels());
        assertArrayEquals(new double[] {1, 2}, recording.sweep(0).voltage());
        assertArrayEquals(new double[] {20, 30}, recording.sweep(1).current());
        assertArrayEquals(new double[] {10, 11}, recording.sweep(2).voltage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,voltage [mV]/0,1/1,2|line 1|no unit",
                "time [ms],voltage/0,1/1,2|line 1|no unit",
                "time [h],voltage [mV]/0,1/1,2|line 1|'h'",
                "time [ms],voltage [nA]/0,1/1,2|line 1|'nA'",
                "time [ms],current_1 [mV]/0,1/1,2|line 1|'mV'",
                "time [ms]/0/1|line 1|too few columns",
                "voltage [mV]/0/1|line 1|'time'",
                "time [ms],voltage [mV]/0,1/1,two|line 3|'two' is not a number",
                "time [ms],voltage [mV]/0,1/1,NaN/2,3|line 3|'NaN' is not a number",
                "time [ms],voltage [mV]/0,1/NaN,2|line 3|'NaN' is not a number",
                "time [ms],voltage [mV]/0,1/1,2d|line 3|'2d' is not a number",
                "time [ms],voltage [mV]/0,1/1|line 3|1 columns",
                "time [ms],voltage [mV]/0,1/1,2,3|line 3|3 columns",
                "time [ms],voltage [mV]/0,1/1,2/2,3/4,4|line 5|uneven",
                "time [ms],voltage [mV]/0,1/1,2/1,3|line 4|does not come after",
                "time [ms],voltage [mV]/0,1|line 2|one sample",
                "time [ms],voltage [mV]|line 1|no rows",
                "time [ms],voltage_1 [mV],voltage_2 [mV],current_2 [nA]/0,1,2,3/1,1,1,1|line 1|sweep 2 has",
                "sweep,time [ms],voltage [mV]/1,0,1/1,1,1/2,0,1/2,1,1/1,0,1/1,1,1|line 6|second time",
                "sweep,time [ms],voltage [mV]/1,0,1/1,1,1/2,0,1/2,2,1|line 4|time steps",
                "time [ms],\"voltage [mV]/0,1/1,2|line 1|no closing quote",
                "time [ms],voltage [mV]/0,\"1/1,2|line 2|no closing quote",
                "time [ms],voltage [mV]/# by hand/0,\"1\"x/1,2|line 3|text follows",
                "''|cell.csv|is empty"
            })
    void errorsNameFileAndLine(String lines, String place, String problem) {
        String message = assertThrows(RecordingException.class, () -> read(lines.replace('/', '\n')))
                .getMessage();
        assertTrue(message.startsWith("cell.csv: ") && message.contains(place) && message.contains(problem), message);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        RecordedChannel odd = new RecordedChannel("a \"b\", c", "mV");
        RecordedChannel current = new RecordedChannel("Im_1", "pA");
        double[] command = {0.1, 1 / 3.0, -7e-12};
        Sweep first = new Sweep(
                0,
                0,
                1e3 / 30_000,
                List.of(odd, current),
                new double[][] {{Math.PI, -65.1, 1e-300}, {1, 2, 3}},
                List.of(CommandWaveform.of("Cmd 0", "nA", command), CommandWaveform.absent("x", "mV", "gone")));
        Sweep second = new Sweep(
                1,
                100,
                1e3 / 30_000,
                List.of(odd, current),
                new double[][] {{1, 2, 3}, {4, 5, 6}},
                List.of(CommandWaveform.of("Cmd 0", "nA", command)));
        for (List<Sweep> sweeps : List.of(List.of(first), List.of(first, second))) {
            Recording recording =
                    new Recording("cell.abf", "1", Optional.of("p"), List.of(odd, current), 30_000, sweeps);
            Path file = folder.resolve("out.csv");
            CsvWriter.write(recording, file);
            Recording back = Recordings.read(file);
            assertEquals(recording.channels(), back.channels());
            assertEquals(30_000, back.sampleRateHz());
            assertEquals(sweeps.size(), back.sweeps().size());
            for (int s = 0; s < sweeps.size(); s++) {
                assertArrayEquals(sweeps.get(s).values(0), back.sweep(s).values(0));
                assertArrayEquals(sweeps.get(s).values(1), back.sweep(s).values(1));
                assertArrayEquals(command, back.sweep(s).command().values().orElseThrow());
                assertEquals("Cmd 0", back.sweep(s).command().name());
            }
        }
    }

    @Test
    void numberedChannelOfOneSweepStaysOneSweep() {
        RecordedChannel channel = new RecordedChannel("Vm_1", "mV");
        Sweep sweep = new Sweep(0, 0.1, List.of(channel), new double[][] {{1, 2, 3}});
        Path file = folder.resolve("numbered.csv");
        CsvWriter.write(new Recording("x", "1", Optional.empty(), List.of(channel), 1e4, List.of(sweep)), file);
        assertEquals(List.of(channel), CsvReader.read(file).channels());
    }

    @Test
    void failedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("kept.csv"), "old");
        RecordedChannel bad = new RecordedChannel("time", "mV");
        Sweep sweep = new Sweep(0, 0.1, List.of(bad), new double[][] {{1, 2}});
        Recording recording = new Recording("x", "1", Optional.empty(), List.of(bad), 1e4, List.of(sweep));
        assertThrows(RecordingException.class, () -> CsvWriter.write(recording, file));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void realRecordingSurvivesTheRoundTrip() {
        Recording abf = Recordings.read(SharedData.file("recordings/17o05027_ic_ramp.abf"));
        Path file = folder.resolve("ramp.csv");
        CsvWriter.write(abf, file);
        Recording back = Recordings.read(file);
        assertArrayEquals(abf.sweep(1).voltage(), back.sweep(1).voltage());
        assertArrayEquals(abf.sweep(1).injectedCurrent(), back.sweep(1).injectedCurrent());
    }

    @Test
    void errorsQuoteLittleOfTheFile() {
        for (String text : new String[] {
            "time [ms],voltage [mV]\n0,X\n1,0\n",
            "X [ms],voltage [mV]\n0,1\n1,0\n",
            "time [X],voltage [mV]\n0,1\n1,0\n",
            "time [ms],voltage [X]\n0,1\n1,0\n",
            "time [ms],current X [A]\n0,bad\n1,0\n",
            "time [ms],X\n0,1\n1,0\n",
            "time [ms],X_1 [mV],Y_2 [mV]\n0,1,1\n1,0,0\n",
            "time [ms],time (X)\n0,1\n1,0\n",
            "X"
        }) {
            String hostile = text.replace("X", HostileText.LONG);
            HostileText.requireBounded(assertThrows(RecordingException.class, () -> read(hostile), text)
                    .getMessage());
        }
    }

    private Recording read(String text) throws IOException {
        return Recordings.read(Files.writeString(folder.resolve("cell.csv"), text));
    }
}
