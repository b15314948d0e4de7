package dev.huxley.recording.abf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.Recordings;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.SyntheticAbf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbfReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void multiplexedIntegersAreScaledByEveryGain(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.inputs = List.of(
                new SyntheticAbf.Input("Vm", "mV", 0.01f, 2, 4, true, 5, 1.5f, 0.25f),
                new SyntheticAbf.Input("Im", "pA", 0.0005f, 1, 1, false, 20, 0, 0),
                SyntheticAbf.Input.plain("T", "C", 0.1f));
        Recording recording = read(file, version);

        assertEquals(
                List.of(
                        new RecordedChannel("Vm", "mV"),
                        new RecordedChannel("Im", "pA"),
                        new RecordedChannel("T", "C")),
                recording.channels());
        assertEquals(20_000, recording.sampleRateHz());
        assertEquals(Optional.of("steps"), recording.protocolName());
        double countsToVolt = SyntheticAbf.ADC_RANGE / SyntheticAbf.ADC_RESOLUTION;
        double[] scale = {countsToVolt / 0.01 / 2 / 4 / 5, countsToVolt / 0.0005, countsToVolt / 0.1};
        double[] offset = {1.5 - 0.25, 0, 0};
        for (Sweep sweep : recording.sweeps()) {
            assertEquals(128, sweep.length());
            for (int c = 0; c < 3; c++) {
                double[] values = sweep.values(c);
                for (int i = 0; i < values.length; i++) {
                    double expected = SyntheticAbf.count(sweep.index(), c, i) * scale[c] + offset[c];
                    assertEquals(
                            expected, values[i], 1e-6 * Math.abs(expected) + 1e-6, sweep.index() + "," + c + "," + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void floatsAreTakenAsTheyAre(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.floats = true;
        file.inputs = List.of(
                new SyntheticAbf.Input("a", "mV", 0.01f, 2, 4, true, 5, 1.5f, 0.25f),
                SyntheticAbf.Input.plain("b", "mV", 1));
        Recording recording = read(file, version);
        assertEquals(SyntheticAbf.count(2, 1, 77) / 8.0, recording.sweep(2).values(1)[77]);
        assertEquals(SyntheticAbf.count(1, 0, 0) / 8.0, recording.sweep(1).values(0)[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void gapFreeFileIsOneSweep(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.mode = AbfHeader.GAP_FREE;
        file.sweeps = 1;
        file.samplesPerSweep = 1000;
        Recording recording = read(file, version);
        assertEquals(1, recording.sweeps().size());
        assertEquals(1000, recording.sweep(0).length());
        assertTrue(recording.sweep(0).command().absenceReason().orElseThrow().contains("not episodic"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sweepsOfVariableLengthFollowTheSynchArray(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        file.mode = AbfHeader.VARIABLE_LENGTH;
        file.inputs = List.of(SyntheticAbf.Input.plain("a", "mV", 1), SyntheticAbf.Input.plain("b", "pA", 1));
        file.synch = List.of(new int[] {0, 20}, new int[] {8000, 60}, new int[] {80_000, 6});
        Recording recording = read(file, version);
        assertEquals(
                List.of(10, 30, 3),
                recording.sweeps().stream().map(Sweep::length).toList());
        assertEquals(
                List.of(0.0, 100.0, 1000.0),
                recording.sweeps().stream().map(Sweep::startMs).toList());
        double scale = SyntheticAbf.ADC_RANGE / SyntheticAbf.ADC_RESOLUTION;
        assertEquals(SyntheticAbf.count(0, 1, 10) * scale, recording.sweep(1).values(1)[0], 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sweepsWithoutSynchArrayFollowEachOther(int version) throws IOException {
        Recording recording = read(new SyntheticAbf(), version);
        assertEquals(2 * 128 * 0.05, recording.sweep(2).startMs(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void truncatedFileNamesFileAndField(int version) throws IOException {
        byte[] bytes = bytes(new SyntheticAbf(), version);
        String message = message(Arrays.copyOf(bytes, bytes.length - 700));
        assertTrue(
                message.contains("cell.abf") && message.contains(version == 1 ? "lActualAcqLength" : "DataSection"),
                message);
        assertTrue(message(Arrays.copyOf(bytes, 100)).contains("header"));
        assertTrue(message(new byte[0]).contains("0 bytes"));
    }

    @Test
    void wrongMagicIsNamed() throws IOException {
        assertTrue(message("RIFF....".getBytes("US-ASCII")).contains("'RIFF'"));
        assertTrue(message(new byte[] {-1, 0, 1, 2, 3}).contains("no ABF file"));
        assertTrue(message("CLPX....".getBytes("US-ASCII")).contains("pCLAMP 5"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void impossibleHeadersNameTheField(int version) throws IOException {
        int protocol = 512;
        check(version, b -> b.putShort(120, (short) 0), "nADCNumChannels", b -> b.putLong(100, 0), "ADCSection");
        check(
                version,
                b -> b.putFloat(122, 0),
                "fADCSampleInterval",
                b -> b.putFloat(protocol + 2, 0),
                "fADCSequenceInterval");
        check(
                version,
                b -> b.putFloat(122, Float.NaN),
                "Interval",
                b -> b.putFloat(protocol + 2, Float.NaN),
                "Interval");
        check(version, b -> b.putInt(16, 0), "lActualEpisodes", b -> b.putInt(12, 0), "lActualEpisodes");
        check(version, b -> b.putInt(16, 4), "truncated", b -> b.putInt(12, 4), "truncated");
        check(version, b -> b.putInt(138, 0), "lNumSamples", b -> b.putInt(protocol + 22, 0), "lNumSamples");
        check(version, b -> b.putShort(100, (short) 7), "nDataFormat", b -> b.putShort(30, (short) 7), "nDataFormat");
        check(
                version,
                b -> b.putShort(8, (short) 9),
                "nOperationMode",
                b -> b.putShort(protocol, (short) 9),
                "nOperationMode");
        check(version, b -> b.putInt(252, 0), "lADCResolution", b -> b.putInt(protocol + 118, 0), "lADCResolution");
        check(version, b -> b.putInt(40, -1), "lActualAcqLength", b -> b.putInt(236, -1), "DataSection");
        check(
                version,
                b -> b.putInt(10, Integer.MAX_VALUE),
                "lActualAcqLength",
                b -> b.putLong(244, Long.MAX_VALUE),
                "DataSection");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void signalGainOfZeroWithoutConditionerIsOne(int version) throws IOException {
        SyntheticAbf file = new SyntheticAbf();
        Recording plain = read(file, version);
        file.inputs = List.of(new SyntheticAbf.Input("Vm", "mV", 0.01f, 0, 1, false, 1, 0, 0));
        assertArrayEquals(plain.sweep(1).values(0), read(file, version).sweep(1).values(0));
    }

    @Test
    void missingFileIsNamed() {
        Path missing = folder.resolve("nowhere.abf");
        assertTrue(assertThrows(RecordingException.class, () -> Recordings.read(missing))
                .getMessage()
                .contains("nowhere.abf"));
        assertThrows(RecordingException.class, () -> AbfReader.read(missing));
    }

    /** As in text files, a sample that is NaN is an error: it would make every loss NaN. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSampleThatIsNoNumberIsNamed(int version) throws IOException {
        SyntheticAbf synthetic = new SyntheticAbf();
        synthetic.floats = true;
        synthetic.inputs =
                List.of(SyntheticAbf.Input.plain("Vm", "mV", 0.01f), SyntheticAbf.Input.plain("Im", "pA", 0.0005f));
        byte[] intact = bytes(synthetic, version);
        // Sample 100 of the second channel in the third sweep, found by what it and its neighbors hold.
        ByteBuffer pattern = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        double[][] sweep = {
            read(synthetic, version).sweep(2).values(0),
            read(synthetic, version).sweep(2).values(1)
        };
        pattern.putFloat((float) sweep[0][100]).putFloat((float) sweep[1][100]);
        pattern.putFloat((float) sweep[0][101]).putFloat((float) sweep[1][101]);
        int at = new String(intact, StandardCharsets.ISO_8859_1)
                .indexOf(new String(pattern.array(), StandardCharsets.ISO_8859_1));
        assertTrue(at > 0, "the sample is not found in the file");
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            byte[] damaged = intact.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putFloat(at + 4, value);
            String message = message(damaged);
            for (String part :
                    new String[] {"sweep 3", "'Im' [pA]", "sample 100", "5.0 ms", value + " is not a number"}) {
                assertTrue(message.contains(part), "no '" + part + "' in: " + message);
            }
        }
    }

    @Test
    void namesFromTheFileAreShownWithoutWhatATerminalWouldObey() throws IOException {
        SyntheticAbf synthetic = new SyntheticAbf();
        synthetic.floats = true;
        synthetic.inputs = List.of(SyntheticAbf.Input.plain("V\u001b[2J\u0007", "m\u001bV", 0.01f));
        String shown = read(synthetic, 1).channels().get(0).toString();
        assertEquals("'V\\u001b[2J\\u0007' [m\\u001bV]", shown);
    }

    @Test
    void unknownFormatListsTheKnownOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("cell.xyz"), "hello");
        String message = assertThrows(RecordingException.class, () -> Recordings.read(file))
                .getMessage();
        assertTrue(message.contains(".abf") && message.contains(".csv"), message);
        Path nwb = Files.write(folder.resolve("cell.nwb"), new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10});
        assertTrue(assertThrows(RecordingException.class, () -> Recordings.read(nwb))
                .getMessage()
                .contains("cell.nwb"));
        Path unnamed = Files.write(folder.resolve("noextension"), new SyntheticAbf().abf2());
        assertFalse(Recordings.read(unnamed).sweeps().isEmpty());
    }

    private void check(int version, Consumer<ByteBuffer> abf1, String field1, Consumer<ByteBuffer> abf2, String field2)
            throws IOException {
        byte[] bytes = bytes(new SyntheticAbf(), version);
        (version == 1 ? abf1 : abf2).accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        String message = message(bytes);
        assertTrue(message.contains("cell.abf"), message);
        assertTrue(message.contains(version == 1 ? field1 : field2), message);
    }

    private String message(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("cell.abf"), bytes);
        return assertThrows(RecordingException.class, () -> AbfReader.read(file))
                .getMessage();
    }

    private Recording read(SyntheticAbf file, int version) throws IOException {
        return AbfReader.read(Files.write(folder.resolve("cell.abf"), bytes(file, version)));
    }

    private static byte[] bytes(SyntheticAbf file, int version) {
        return version == 1 ? file.abf1() : file.abf2();
    }
}
