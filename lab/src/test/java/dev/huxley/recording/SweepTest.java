package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
    @ParameterizedTest
    @CsvSource({"V, 1000", "mV, 1", "uV, 0.001", "\u00b5V, 0.001"})
    void voltageIsInMillivolt(String unit, double factor) {
        assertEquals(-65 * factor, sweep(new RecordedChannel("Vm", unit), -65).voltage()[0], 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"A, 1e9", "uA, 1e3", "\u03bcA, 1e3", "nA, 1", "pA, 1e-3"})
    void currentIsInNanoampere(String unit, double factor) {
        assertEquals(300 * factor, sweep(new RecordedChannel("Im", unit), 300).current()[0], 1e-12 * 300 * factor);
    }

    @Test
    void unitsThatDoNotFitListTheChannels() {
        Sweep sweep = sweep(new RecordedChannel("Im", "pA"), 1);
        String message = assertThrows(RecordingException.class, sweep::voltage).getMessage();
        assertTrue(message.contains("0 'Im' [pA]"), message);
        assertThrows(RecordingException.class, () -> sweep.voltage(0));
        assertThrows(IllegalArgumentException.class, () -> sweep.values(1));
    }

    @Test
    void twoVoltagesAreNotGuessedBetween() {
        Sweep sweep = new Sweep(
                0, 0.1, List.of(new RecordedChannel("stim", "V"), new RecordedChannel("Vm", "mV")), new double[][] {
                    {1, 2}, {3, 4}
                });
        String message = assertThrows(RecordingException.class, sweep::voltage).getMessage();
        assertTrue(message.contains("0 'stim' [V], 1 'Vm' [mV]"), message);
        assertArrayEquals(new double[] {3, 4}, sweep.voltage(1));
        assertArrayEquals(new double[] {1000, 2000}, sweep.voltage(0));
    }

    @Test
    void arraysAreCopies() {
        double[][] values = {{1, 2, 3}};
        Sweep sweep = new Sweep(0, 0.1, List.of(new RecordedChannel("Vm", "mV")), values);
        values[0][0] = 99;
        sweep.values(0)[1] = 99;
        sweep.voltage()[2] = 99;
        assertArrayEquals(new double[] {1, 2, 3}, sweep.values(0));
        double[] command = {4, 5};
        CommandWaveform waveform = CommandWaveform.of("Cmd", "pA", command);
        command[0] = 99;
        waveform.values().orElseThrow()[1] = 99;
        assertArrayEquals(new double[] {4, 5}, waveform.values().orElseThrow());
    }

    @Test
    void windowCutsChannelsAndCommands() {
        double[] ramp = IntStream.range(0, 1000).asDoubleStream().toArray();
        Sweep sweep = new Sweep(
                4,
                500,
                0.05,
                List.of(new RecordedChannel("Vm", "mV")),
                new double[][] {ramp},
                List.of(CommandWaveform.of("Cmd", "nA", ramp), CommandWaveform.absent("x", "y", "why")));
        Sweep window = sweep.window(10, 20);
        assertEquals(200, window.length());
        assertEquals(200.0, window.voltage()[0]);
        assertEquals(399.0, window.injectedCurrent()[199]);
        assertEquals(510.0, window.startMs());
        assertEquals(4, window.index());
        assertEquals(
                Optional.of("why"),
                window.command(0).isPresent() ? window.commands().get(1).absenceReason() : null);
        assertEquals(1000, sweep.window(0, 50).length());
        assertEquals(50.0, window.window(5, 5.05).startMs() - 465);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "0, 51", "5, 5", "9, 3", "NaN, 3", "0, Infinity"})
    void windowOutsideTheSweepTellsTheRange(double from, double to) {
        Sweep sweep = new Sweep(0, 0.05, List.of(new RecordedChannel("Vm", "mV")), new double[][] {new double[1000]});
        String message = assertThrows(IllegalArgumentException.class, () -> sweep.window(from, to))
                .getMessage();
        assertTrue(message.contains("0 to 50.0 ms"), message);
    }

    @Test
    void missingSweepTellsHowManyThereAre() {
        Sweep sweep = sweep(new RecordedChannel("Vm", "mV"), 1);
        Recording recording =
                new Recording("cell.abf", "2.6.0.0", Optional.empty(), sweep.channels(), 1e4, List.of(sweep));
        String message = assertThrows(IllegalArgumentException.class, () -> recording.sweep(1))
                .getMessage();
        assertTrue(message.contains("1 sweep"), message);
        assertEquals(List.of(sweep), recording.select(SweepSelection.parse("1")));
    }

    private static Sweep sweep(RecordedChannel channel, double value) {
        return new Sweep(0, 0.1, List.of(channel), new double[][] {{value, value}});
    }
}
