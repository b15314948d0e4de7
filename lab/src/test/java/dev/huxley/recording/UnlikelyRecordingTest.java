package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Recordings, and options for them, that are probably not what was meant. */
class UnlikelyRecordingTest {
    private static final CurrentClampOptions DEFAULT = CurrentClampOptions.DEFAULT;

    /** Sweeps of 500 ms at rest, with commands (pA) between two times in ms. */
    private static Recording recording(double interval, double from, double to, double... picoamperes) {
        RecordedChannel voltage = new RecordedChannel("Vm", "mV");
        List<Sweep> sweeps = IntStream.range(0, picoamperes.length)
                .mapToObj(number -> {
                    int samples = (int) Math.round(500 / interval);
                    double[] rest = new double[samples];
                    Arrays.setAll(rest, i -> -65 + 0.05 * (i % 7));
                    double[] current = new double[samples];
                    Arrays.fill(
                            current,
                            (int) Math.round(from / interval),
                            (int) Math.round(to / interval),
                            picoamperes[number]);
                    return new Sweep(
                            number,
                            0,
                            interval,
                            List.of(voltage),
                            new double[][] {rest},
                            List.of(CommandWaveform.of("Cmd 0", "pA", current)));
                })
                .toList();
        return new Recording("made.abf", "ABF", Optional.empty(), List.of(voltage), 1000 / interval, sweeps);
    }

    private static List<String> warnings(Recording recording, CurrentClampOptions options) {
        return CurrentClampSweeps.of(recording, options).warnings();
    }

    private static void assertSaid(List<String> warnings, String... parts) {
        assertTrue(
                warnings.stream().anyMatch(text -> Arrays.stream(parts).allMatch(text::contains)),
                () -> List.of(parts) + " is in none of " + warnings);
    }

    @Test
    void aUsualRecordingGivesNoWarning() {
        assertEquals(List.of(), warnings(recording(0.1, 100, 400, -50, 50), DEFAULT));
    }

    @Test
    void aStimulusThatBeginsWithTheSweepIsSaid() {
        assertSaid(warnings(recording(0.1, 0, 400, -50, 50), DEFAULT), "sweeps 1, 2 begin", "--sweeps");
        assertSaid(warnings(recording(0.1, 0, 400, 0, 50), DEFAULT), "sweep 2 begins", "with the sweep");
    }

    @Test
    void coarseSamplingIsSaid() {
        assertSaid(warnings(recording(2, 100, 400, 50), DEFAULT), "0.500 kHz", "10 kHz");
    }

    @Test
    void aUnitThatGivesImpossibleValuesIsNotBelieved() {
        Recording recording = recording(0.1, 100, 400, 50);
        CurrentClampSweeps amperes = CurrentClampSweeps.of(recording, DEFAULT.currentUnit("A"));
        String current =
                assertThrows(RecordingException.class, amperes::requireSweeps).getMessage();
        assertTrue(current.contains("--current-unit") && current.contains("5.00e+10 nA"), current);
        CurrentClampSweeps volts = CurrentClampSweeps.of(recording, DEFAULT.voltageUnit("V"));
        String voltage =
                assertThrows(RecordingException.class, volts::requireSweeps).getMessage();
        assertTrue(voltage.contains("--voltage-unit") && voltage.contains("6.50e+04 mV"), voltage);
    }

    @Test
    void aUnitThatGivesUnlikelyValuesIsSaid() {
        Recording recording = recording(0.1, 100, 400, 50);
        assertSaid(warnings(recording, DEFAULT.voltageUnit("uV")), "uV", "--voltage-unit", "0.0650 mV");
        assertSaid(warnings(recording, DEFAULT.currentUnit("fA")), "fA", "--current-unit", "0.0500 pA");
    }

    @Test
    void aScaleOfACommandThatIsACurrentIsRefused() {
        Recording recording = recording(0.1, 100, 400, 50);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> CurrentClampSweeps.of(recording, DEFAULT.commandScale(0.01)))
                .getMessage();
        assertTrue(message.contains("'Cmd 0' [pA]") && message.contains("--command-scale"), message);
    }
}
