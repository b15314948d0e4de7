package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.testing.Reference;
import dev.huxley.testing.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files against the numbers of an independent reader. */
class AbfReferenceTest {
    private static final double RELATIVE = 1e-9;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "File_axon_5.abf",
                "17o05028_ic_steps.abf",
                "17o05027_ic_ramp.abf",
                "File_axon_3.abf",
                "model_vc_step.abf",
                "18702001-step.abf",
                "130618-1-12.abf"
            })
    void fileEqualsIndependentReader(String name) {
        JsonNode expected = Reference.of("abf").get("expected").get(name);
        Recording recording = Recordings.read(SharedData.file("recordings/" + name));

        assertEquals(name, recording.fileName());
        assertEquals(expected.get("version").asText(), recording.formatVersion());
        assertEquals(expected.get("sweeps").asInt(), recording.sweeps().size());
        assertEquals(expected.get("channels").asInt(), recording.channels().size());
        assertEquals(expected.get("sample_rate_hz").asDouble(), recording.sampleRateHz());
        assertEquals(expected.get("protocol").asText(), recording.protocolName().orElse("None"));
        for (JsonNode values : expected.get("values")) {
            Sweep sweep = recording.sweep(values.get("sweep").asInt());
            int channel = values.get("channel").asInt();
            String where = name + ", sweep " + sweep.index() + ", channel " + channel + ": ";
            assertNear(where + "duration", expected.get("sweep_seconds").asDouble() * 1e3, sweep.durationMs());
            assertEquals(
                    values.get("name").asText(), sweep.channels().get(channel).name(), where);
            assertEquals(
                    values.get("unit").asText(), sweep.channels().get(channel).unit(), where);
            checkValues(where, values, sweep.values(channel));
            checkCommand(where + "command ", values.path("command"), sweep.command(channel));
        }
    }

    @Test
    void sweepsStartWhenTheSynchArraySays() {
        Recording steps = Recordings.read(SharedData.file("recordings/File_axon_5.abf"));
        assertEquals(5000.0, steps.sweep(1).startMs());
        assertEquals(40_000.0, steps.sweep(8).startMs());
        Recording two = Recordings.read(SharedData.file("recordings/File_axon_3.abf"));
        assertEquals(90_000.0, two.sweep(1).startMs());
    }

    @Test
    void currentClampFileGivesVoltageAndInjectedCurrent() {
        Sweep sweep =
                Recordings.read(SharedData.file("recordings/File_axon_5.abf")).sweep(8);
        assertEquals(-70.71533203125, sweep.voltage()[0]);
        assertEquals(0.3, sweep.injectedCurrent()[4312]);
        assertEquals(0.0, sweep.injectedCurrent()[4311]);
    }

    private static void checkValues(String where, JsonNode expected, double[] values) {
        assertEquals(expected.get("samples").asInt(), values.length, where + "samples");
        double[] first = Reference.doubles(expected.get("first"));
        for (int i = 0; i < first.length; i++) {
            assertNear(where + "sample " + i, first[i], values[i]);
        }
        double[] last = Reference.doubles(expected.get("last"));
        for (int i = 0; i < last.length; i++) {
            assertNear(where + "sample -" + (last.length - i), last[i], values[values.length - last.length + i]);
        }
        checkStatistics(where, expected, values);
    }

    private static void checkStatistics(String where, JsonNode expected, double[] values) {
        assertNear(
                where + "mean",
                expected.get("mean").asDouble(),
                Arrays.stream(values).average().orElseThrow());
        assertNear(
                where + "min",
                expected.get("min").asDouble(),
                Arrays.stream(values).min().orElseThrow());
        assertNear(
                where + "max",
                expected.get("max").asDouble(),
                Arrays.stream(values).max().orElseThrow());
    }

    private static void checkCommand(String where, JsonNode expected, CommandWaveform command) {
        if (expected.isMissingNode() || expected.isNull()) {
            assertFalse(command.isPresent(), where + "has values, the reference has none");
            assertTrue(command.absenceReason().orElseThrow().contains("header"), command.absenceReason()::get);
            return;
        }
        double[] values = command.values().orElseThrow(() -> new AssertionError(where + command.absenceReason()));
        assertEquals(expected.get("unit").asText(), command.unit(), where);
        assertNear(where + "first", expected.get("first").asDouble(), values[0]);
        assertNear(where + "last", expected.get("last").asDouble(), values[values.length - 1]);
        checkStatistics(where, expected, values);
        if (!expected.get("steps").isNull()) {
            List<List<Double>> steps = new ArrayList<>();
            expected.get("steps")
                    .forEach(step -> steps.add(
                            List.of(step.get(0).asDouble(), step.get(1).asDouble())));
            assertEquals(steps, steps(values), where + "steps");
        }
    }

    /** Samples at which the value changes, with the new value. */
    private static List<List<Double>> steps(double[] values) {
        List<List<Double>> steps = new ArrayList<>();
        for (int i = 1; i < values.length; i++) {
            if (values[i] != values[i - 1]) {
                steps.add(List.of((double) i, values[i]));
            }
        }
        return steps;
    }

    private static void assertNear(String what, double expected, double actual) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected), what);
    }
}
