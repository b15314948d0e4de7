package dev.huxley.recording.nwb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.recording.ClampMode;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.CurrentClampSweep;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.Recordings;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.SweepDetails;
import dev.huxley.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value that the makers of the files wrote down, and what a reader should say about the bad parts. */
class NwbReaderTest {
    private static final double VOLTAGE = 1e-9;
    private static final double CURRENT = 1e-6;

    private static List<JsonNode> readable(JsonNode truth) {
        return StreamSupport.stream(truth.get("sweeps").spliterator(), false)
                .filter(sweep ->
                        !sweep.has("needs") || sweep.get("needs").asText().contains("lzf"))
                .toList();
    }

    private static void assertSaid(List<String> texts, String... parts) {
        assertTrue(
                texts.stream().anyMatch(text -> Arrays.stream(parts).allMatch(text::contains)),
                () -> List.of(parts) + " is in none of " + texts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "icephys_tables.nwb",
                "sweep_table.nwb",
                "sweep_number_only.nwb",
                "names_only.nwb",
                "concatenated.nwb",
                "volts_are_mV.nwb",
                "metadata.nwb",
                "linked.nwb"
            })
    void everySweepIsThatOfItsMaker(String name) {
        JsonNode truth = MadeFile.truth(name);
        Recording recording = Recordings.read(MadeFile.of(name));
        assertEquals("NWB " + truth.get("nwb_version").asText(), recording.formatVersion());
        List<JsonNode> expected = readable(truth);
        assertEquals(expected.size(), recording.sweeps().size(), recording.remarks()::toString);
        boolean isWrongUnit = name.equals("volts_are_mV.nwb");
        CurrentClampOptions options = isWrongUnit
                ? CurrentClampOptions.DEFAULT.voltageUnit("mV").currentUnit("pA")
                : CurrentClampOptions.DEFAULT;
        Map<Integer, CurrentClampSweep> usable = CurrentClampSweeps.of(recording, options).sweeps().stream()
                .collect(Collectors.toMap(CurrentClampSweep::index, Function.identity()));
        for (int i = 0; i < expected.size(); i++) {
            String where = name + ", sweep " + (i + 1) + ": ";
            check(where, expected.get(i), recording.sweep(i), isWrongUnit ? 1e-3 : 1);
            if (usable.containsKey(i)) {
                check(where, expected.get(i), usable.get(i));
            }
        }
    }

    private static void check(String where, JsonNode expected, Sweep sweep, double scale) {
        SweepDetails details = sweep.details();
        assertEquals(expected.get("response").asText(), details.series().orElseThrow(), where);
        assertEquals(expected.get("protocol").asText(), details.protocol().orElseThrow(), where);
        assertEquals(expected.get("electrode").asText(), details.electrode().orElseThrow(), where);
        assertEquals(expected.get("samples").asInt(), sweep.length(), where);
        assertEquals(1e3 / expected.get("rate_hz").asDouble(), sweep.sampleIntervalMs(), 1e-12, where);
        assertEquals(1e3 * expected.get("start_s").asDouble(), sweep.startMs(), 1e-6, where);
        double[] voltage = sweep.voltage();
        int valid = expected.get("valid_samples").asInt();
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    expected.get("first3_mV").get(i).asDouble(), voltage[i] * scale, VOLTAGE, where + "sample " + i);
            assertEquals(
                    expected.get("last3_mV").get(i).asDouble(),
                    voltage[valid - 3 + i] * scale,
                    VOLTAGE,
                    where + "sample " + (valid - 3 + i));
        }
        int spikes = 0;
        for (int i = 1; i < valid; i++) {
            spikes += voltage[i] * scale >= -20 && voltage[i - 1] * scale < -20 ? 1 : 0;
        }
        assertEquals(expected.get("spikes").asInt(), spikes, where);
        JsonNode metadata = expected.path("metadata");
        if (!metadata.isMissingNode()) {
            assertStated(where, metadata.get("bias_current_A"), 1e9, details.biasCurrentNa());
            assertStated(where, metadata.get("bridge_balance_ohm"), 1e-6, details.bridgeBalanceMegohm());
            assertStated(where, metadata.get("capacitance_compensation_F"), 1e12, details.capacitanceCompensationPf());
        }
    }

    private static void assertStated(String where, JsonNode expected, double factor, OptionalDouble actual) {
        assertEquals(!expected.isNull(), actual.isPresent(), where + actual);
        actual.ifPresent(value -> assertEquals(expected.asDouble() * factor, value, 1e-9, where));
    }

    private static void check(String where, JsonNode expected, CurrentClampSweep sweep) {
        double holding = expected.get("holding_pA").asDouble();
        double step = expected.get("step_pA").asDouble();
        assertEquals(expected.get("valid_samples").asInt(), sweep.length(), where);
        assertEquals(holding, sweep.protocol().holding() * 1e3, CURRENT * Math.max(1, Math.abs(holding)), where);
        assertEquals(step, sweep.protocol().amplitude() * 1e3, 2 * CURRENT * Math.max(1, Math.abs(step)), where);
        assertEquals(expected.get("spikes").asInt(), sweep.spikes(), where);
        if (!expected.get("step_ms").isNull()) {
            assertEquals(
                    expected.get("step_ms").get(0).asDouble(), sweep.protocol().startMs(), 1e-9, where);
            assertEquals(
                    expected.get("step_ms").get(1).asDouble(), sweep.protocol().endMs(), 1e-9, where);
        }
    }

    @Test
    void sweepsThatCannotBeUsedAreNamed() {
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(Recordings.read(MadeFile.of("names_only.nwb")));
        assertSaid(sweeps.notes(), "voltage clamp: /acquisition/data_00000_AD0");
        assertSaid(sweeps.notes(), "/acquisition/data_00007_AD1", "no intracellular recording");
        assertSaid(sweeps.notes(), "sweep 3", "3200 samples, the response 4000");
        assertSaid(sweeps.notes(), "sweep 4: cut at 360.0 of 400.0 ms");
        assertSaid(sweeps.warnings(), "sweep 6", "aborted at 150.0 ms");
        assertSaid(sweeps.warnings(), "sweep 8", "current is unknown", "no stimulus");
        assertEquals(6, sweeps.sweeps().size());
        assertEquals(ClampMode.NO_CURRENT, sweeps.sweeps().get(0).details().mode());
    }

    @Test
    void valuesInAnotherUnitThanTheFileSaysAreNeverRescaledSilently() {
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(Recordings.read(MadeFile.of("volts_are_mV.nwb")));
        String message =
                assertThrows(RecordingException.class, sweeps::requireSweeps).getMessage();
        assertTrue(message.contains("look like mV") && message.contains("--voltage-unit mV"), message);
        CurrentClampSweeps rescaled = CurrentClampSweeps.of(
                Recordings.read(MadeFile.of("volts_are_mV.nwb")), CurrentClampOptions.DEFAULT.voltageUnit("mV"));
        assertSaid(rescaled.warnings(), "nA", "--current-unit pA");
    }

    @Test
    void whatCannotBeReadIsNamedAndStopsNothing() {
        List<String> remarks = Recordings.read(MadeFile.of("linked.nwb")).remarks();
        assertSaid(remarks, "/acquisition/cc_d", "external link", "not_here.nwb");
        assertSaid(remarks, "/acquisition/cc_e", "external link", "not_here.nwb");
        assertSaid(remarks, "/acquisition/cc_f", "no time base");
        assertSaid(remarks, "/acquisition/cc_i", "filter 4 (szip)");
        assertSaid(remarks, "/acquisition/cc_j", "filter 6 (scaleoffset)");
        assertSaid(remarks, "/acquisition/cc_k", "filter 32015 (zstd)");
        assertSaid(remarks, "/acquisition/cc_l", "[4000, 2]");
        assertSaid(
                Recordings.read(MadeFile.of("concatenated.nwb")).remarks(), "row 10", "26250", "4000", "past the end");
    }

    @Test
    void wordsAboutElectrodesAreUnderstood() {
        Recording recording = Recordings.read(MadeFile.of("metadata.nwb"));
        assertEquals(OptionalDouble.of(-14.3), recording.junctionPotential());
        SweepDetails first = recording.sweep(0).details();
        assertEquals(11.2, first.accessResistanceMegohm().orElseThrow(), 1e-9);
        assertEquals(2.1, first.sealGigohm().orElseThrow(), 1e-9);
        SweepDetails second = recording.sweep(1).details();
        assertEquals(18.5, second.accessResistanceMegohm().orElseThrow(), 1e-9);
        assertFalse(second.sealGigohm().isPresent(), "a seal of more than 1 GOhm is no number");
        CurrentClampSweeps one = CurrentClampSweeps.of(recording, CurrentClampOptions.DEFAULT.electrode("electrode_1"));
        assertEquals(4, one.sweeps().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> CurrentClampSweeps.of(recording, CurrentClampOptions.DEFAULT.electrode("electrode_2")));
        assertSaid(CurrentClampSweeps.of(recording).warnings(), "2 electrodes", "--electrode");
    }

    @Test
    void versionOneIsNamedAndRefused() {
        String message = assertThrows(RecordingException.class, () -> Recordings.read(MadeFile.of("nwb1.nwb")))
                .getMessage();
        assertTrue(message.contains("NWB 1") && message.contains("NWB-1.0.5"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lantyer_ST50_C.nwb,voltage clamp",
                "1.0.3_nwbfile.nwb,no intracellular recording",
                "2.1.0_nwbfile_with_extension.nwb,no intracellular recording",
                "pynwb_CurrentClampSeries.nwb,no channel carries a voltage",
                "pynwb_IZeroClampSeries.nwb,no channel carries a voltage",
                "pynwb_CurrentClampStimulusSeries.nwb,no channel carries a voltage"
            })
    void filesWithNothingToFitSaySo(String fileAndWords) {
        String[] parts = fileAndWords.split(",");
        var file = SharedData.file("recordings/" + parts[0]);
        String message = assertThrows(RecordingException.class, () -> CurrentClampSweeps.of(Recordings.read(file))
                        .requireSweeps())
                .getMessage();
        assertTrue(message.startsWith(parts[0]) && message.contains(parts[1]), message);
    }

    /** The same cell in two formats. */
    @Test
    void theTwoFilesOfOneCellAreEqual() {
        Recording abf = Recordings.read(SharedData.file("recordings/ferguson_pyr2.abf"));
        Recording nwb = Recordings.read(SharedData.file("recordings/ferguson_pyr2.nwb"));
        assertEquals(OptionalDouble.of(-15.2), nwb.junctionPotential());
        assertEquals(abf.sweeps().size(), nwb.sweeps().size());
        for (int s = 0; s < 13; s++) {
            double[] voltage = abf.sweep(s).voltage();
            double[] current = abf.sweep(s).current();
            double[] otherVoltage = nwb.sweep(s).voltage();
            double[] otherCurrent = nwb.sweep(s).injectedCurrent();
            for (int i = 0; i < voltage.length; i++) {
                assertEquals(voltage[i], otherVoltage[i], 1e-6 * Math.max(1, Math.abs(voltage[i])), "v " + i);
                assertEquals(current[i], otherCurrent[i], 1e-6 * Math.max(0.1, Math.abs(current[i])), "i " + i);
            }
        }
        List<CurrentClampSweep> one = CurrentClampSweeps.of(abf).sweeps();
        List<CurrentClampSweep> other = CurrentClampSweeps.of(nwb).sweeps();
        for (int s = 0; s < 13; s++) {
            assertEquals(
                    one.get(s).protocol().amplitude(), other.get(s).protocol().amplitude(), 1e-4, "sweep " + s);
            assertEquals(
                    one.get(s).protocol().startMs(), other.get(s).protocol().startMs(), 0.31, "sweep " + s);
            assertEquals(one.get(s).spikes(), other.get(s).spikes(), "sweep " + s);
        }
    }

    @Test
    void aRealFileWithTablesIsReadInTheOrderOfTheirRows() {
        List<CurrentClampSweep> sweeps = CurrentClampSweeps.of(
                        Recordings.read(SharedData.file("recordings/99111002.nwb")))
                .sweeps();
        assertEquals(16, sweeps.size());
        for (int s = 0; s < 16; s++) {
            assertEquals(-2 + 0.2 * s, sweeps.get(s).protocol().amplitude(), 1e-6, "sweep " + s);
        }
    }
}
