package dev.huxley.fit.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.recording.CaseFile;
import dev.huxley.recording.CurrentChoice;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.SweepSelection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TargetSweepsTest {
    private static final double NONE = Double.NaN;
    private static final SweepSelection ALL = SweepSelection.parse("all");

    private static Recording ramp(int length, double interval) {
        return Recorded.of(Recorded.sweep(
                0, interval, Recorded.ramp(length, -70, 0.1), Recorded.step(length, length / 2, length, 0.2)));
    }

    private static TargetSweeps target(
            Recording recording, SweepSelection sweeps, double from, double to, double timeStep) {
        return TargetSweeps.of(
                recording,
                new SweepChoice(
                        CurrentClampOptions.DEFAULT.sweeps(sweeps), from, to, timeStep, OptionalDouble.empty()));
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(RuntimeException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    @Test
    void wholeSweepAtItsOwnStepIsTakenAsItIs() {
        Recording recording = ramp(100, 0.04);
        TargetSweeps data = target(recording, ALL, NONE, NONE, NONE);
        assertEquals(0.04, data.timeStep());
        assertEquals(0, data.startMs());
        assertEquals(100, data.timePoints());
        assertEquals(99 * 0.04, data.duration(), 1e-12);
        assertArrayEquals(recording.sweep(0).voltage(), data.voltage()[0], 0);
        double[] current = recording.sweep(0).injectedCurrent();
        assertArrayEquals(Arrays.copyOf(current, 99), data.current()[0], 0, "one step fewer than time points");
        assertEquals(List.of("sweep 1"), data.labels());
    }

    /** A recording whose volts are labeled as millivolts. */
    @Test
    void aVoltageThatStaysWithinOneMillivoltIsRefusedUntilItsUnitIsGiven() {
        Recording volts = CaseFile.of("volts_called_mV");
        assertFails(() -> target(volts, ALL, NONE, NONE, NONE), "0.0650 mV", "--voltage-unit V");
        RecordingFit fit = RecordingFit.of(new Cell(new Compartment()), volts);
        TargetSweeps read =
                fit.sweeps(CurrentClampOptions.DEFAULT.voltageUnit("V")).target();
        assertEquals(-65, read.voltage()[0][0], 1e-9);
        assertEquals(List.of(), read.warnings());
    }

    @Test
    void windowCutsVoltageAndCurrentAtTheSamePlace() {
        Recording recording = ramp(400, 0.05);
        TargetSweeps data = target(recording, ALL, 8, 12, NONE);
        assertEquals(8, data.startMs());
        assertEquals(80, data.timePoints());
        assertEquals(-70 + 160 * 0.1, data.voltage()[0][0], 1e-12);
        assertEquals(-70 + 239 * 0.1, data.voltage()[0][79], 1e-12);
        assertEquals(0, data.current()[0][39]);
        assertEquals(0.2, data.current()[0][40], "the step is at 10 ms, 2 ms into the window");
    }

    @Test
    void slowRecordingsAreSimulatedInFinerSteps() {
        TargetSweeps data = target(ramp(100, 0.1), ALL, NONE, NONE, NONE);
        assertEquals(0.05, data.timeStep());
        assertEquals(199, data.timePoints());
        assertEquals(-70, data.voltage()[0][0], 1e-12);
        assertEquals(-65, data.voltage()[0][100], 1e-9, "5 ms on");
        assertEquals(-65.05, data.voltage()[0][99], 0.01, "between two samples");
        assertEquals(0, data.current()[0][99]);
        assertEquals(0.2, data.current()[0][100], "the command is not smoothed");
    }

    @Test
    void askedStepIsTaken() {
        TargetSweeps coarse = target(ramp(2001, 0.01), ALL, NONE, NONE, 0.04);
        assertEquals(0.04, coarse.timeStep());
        assertEquals(501, coarse.timePoints());
        assertEquals(-70 + 0.4 * 250, coarse.voltage()[0][250], 1e-3, "10 ms on");
        assertEquals(0, coarse.current()[0][249]);
        assertEquals(0.2, coarse.current()[0][250]);
        TargetSweeps fine = target(ramp(100, 0.05), ALL, NONE, NONE, 0.025);
        assertEquals(199, fine.timePoints());
    }

    @Test
    void sweepsKeepTheirLengths() {
        Recording recording = Recorded.of(
                Recorded.sweep(0, 0.05, Recorded.ramp(200, -70, 0.01), new double[200]),
                Recorded.sweep(1, 0.05, Recorded.ramp(120, -60, 0.01), new double[120]),
                Recorded.sweep(2, 0.025, Recorded.ramp(300, -50, 0.01), new double[300]));
        TargetSweeps data = target(recording, ALL, NONE, NONE, NONE);
        assertEquals(0.025, data.timeStep(), "the step of the fastest sweep");
        int[] points = {399, 239, 300};
        for (int sweep = 0; sweep < 3; sweep++) {
            assertEquals(points[sweep], data.timePoints(sweep), "sweep " + sweep);
            assertEquals(points[sweep], data.voltage()[sweep].length, "sweep " + sweep);
            assertEquals(points[sweep] - 1, data.current()[sweep].length, "sweep " + sweep);
        }
        assertEquals(399, data.timePoints());
        assertTrue(data.corrections().toString().contains("6.0 to 10.0 ms"), data.corrections()::toString);
        TargetSweeps others = target(recording, SweepSelection.parse("3,1"), NONE, NONE, NONE);
        assertEquals(List.of("sweep 3", "sweep 1"), others.labels());
    }

    @Test
    void aSweepThatWasAbortedIsLeftOutAndTheOthersKeepTheirLength() {
        TargetSweeps data = target(CaseFile.of("aborted_sweep"), ALL, NONE, NONE, NONE);
        assertEquals(List.of("sweep 1", "sweep 3"), data.labels());
        for (int sweep = 0; sweep < 2; sweep++) {
            assertEquals(3_999, data.timePoints(sweep), "2000 samples of 0.1 ms in steps of 0.05 ms");
        }
        assertTrue(data.warnings().toString().contains("sweep 2 is left out: aborted at 20.0 ms"), () -> data.warnings()
                .toString());
    }

    @Test
    void aWindowBehindTheEndOfAShortSweepLeavesItOut() {
        Recording recording = Recorded.of(
                Recorded.sweep(0, 0.05, Recorded.ramp(400, -70, 0.01), new double[400]),
                Recorded.sweep(1, 0.05, Recorded.ramp(120, -60, 0.01), new double[120]));
        TargetSweeps both = target(recording, ALL, 4, 16, NONE);
        assertEquals(240, both.timePoints(0));
        assertEquals(40, both.timePoints(1), "from 4 to 6 ms");
        TargetSweeps one = target(recording, ALL, 8, 16, NONE);
        assertEquals(List.of("sweep 1"), one.labels());
        assertTrue(
                one.warnings().toString().contains("sweep 2 is left out: it ends at 6.0 ms"), one.warnings()::toString);
        assertFails(() -> target(recording, ALL, 8, 21, NONE), "8.0 to 21.0 ms", "sweep 1 has 0 to 20.0 ms");
    }

    @Test
    void noSweepOfVoltageClampIsFitted() {
        List<RecordedChannel> channels = List.of(new RecordedChannel("current", "nA"));
        Sweep sweep = new Sweep(0, 0.05, channels, new double[][] {Recorded.step(100, 10, 50, 0.1)});
        Recording current = new Recording("made.csv", "CSV", Optional.empty(), channels, 20_000, List.of(sweep));

        assertFails(() -> target(current, ALL, NONE, NONE, NONE), "made.csv", "not current clamp: voltage clamp");
    }

    @Test
    void theCurrentIsTheIdealOneUnlessAnotherIsAskedFor() {
        Recording recording = CaseFile.of("measured_current_artefact");
        RecordingFit fit =
                RecordingFit.of(new Cell(new Compartment()), recording).timeStep(0.1);
        TargetSweeps ideal = fit.target();
        for (int k = 0; k < ideal.current()[0].length; k++) {
            assertEquals(k >= 500 && k < 1500 ? 0.1 : 0, ideal.current()[0][k], 1e-12, "sample " + k);
        }
        assertTrue(ideal.corrections().toString().contains("the mean of each epoch"), ideal.corrections()::toString);
        assertTrue(ideal.warnings().toString().contains("3 spikes"), ideal.warnings()::toString);
        TargetSweeps measured = fit.sweeps(CurrentClampOptions.DEFAULT.current(CurrentChoice.MEASURED))
                .target();
        assertArrayEquals(Arrays.copyOf(recording.sweep(0).current(), 1999), measured.current()[0], 0);
    }

    @Test
    void initialVoltageIsTheMeanBeforeTheCurrentChanges() {
        double[] noisy = Recorded.ramp(400, -70, 0);
        for (int i = 0; i < 60; i += 2) {
            noisy[i] += 1;
        }
        Arrays.fill(noisy, 60, 400, 5);
        TargetSweeps quiet =
                target(Recorded.of(Recorded.sweep(0, 0.05, noisy, new double[400])), ALL, NONE, NONE, NONE);
        assertEquals(-69.5, quiet.initialVoltage(0), 1e-12, "the first 3 ms");
        TargetSweeps stepped = target(
                Recorded.of(Recorded.sweep(0, 0.05, noisy, Recorded.step(400, 3, 400, 0.1))), ALL, NONE, NONE, NONE);
        assertEquals(-70 + 2.0 / 3, stepped.initialVoltage(0), 1e-12, "the three samples before the step");
        TargetSweeps atOnce = target(
                Recorded.of(Recorded.sweep(0, 0.05, noisy, Recorded.step(400, 0, 1, 0.1))), ALL, NONE, NONE, NONE);
        assertEquals(-69, atOnce.initialVoltage(0), 1e-12, "one sample");
    }

    @Test
    void initialVoltageIsEverySweepsOwn() {
        TargetSweeps data = target(
                Recorded.of(
                        Recorded.sweep(0, 0.05, Recorded.ramp(100, -70, 0), new double[100]),
                        Recorded.sweep(1, 0.05, Recorded.ramp(100, -60, 0), new double[100])),
                ALL,
                NONE,
                NONE,
                NONE);
        assertEquals(-70, data.initialVoltage(0));
        assertEquals(-60, data.initialVoltage(1));
    }

    @Test
    void errorsSayWhereToLook() {
        Recording recording = ramp(100, 0.05);
        assertFails(() -> target(recording, ALL, 4, 6, NONE), "4.0 to 6.0", "0 to 5.0 ms", "sweep 1");
        assertFails(() -> target(recording, ALL, 3, 2, NONE), "3.0 to 2.0");
        assertFails(() -> target(recording, ALL, -1, 2, NONE), "-1.0");
        assertFails(() -> target(recording, ALL, 1, 1.1, NONE), "2 time points", "start", "end");
        assertFails(() -> target(recording, SweepSelection.parse("2"), NONE, NONE, NONE), "no sweep 2");
        for (double step : new double[] {0, -0.05, Double.POSITIVE_INFINITY}) {
            assertFails(() -> target(recording, ALL, NONE, NONE, step), "positive", Double.toString(step));
        }
    }
}
