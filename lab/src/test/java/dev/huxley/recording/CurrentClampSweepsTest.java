package dev.huxley.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurrentClampSweepsTest {
    private static final CurrentClampOptions DEFAULT = CurrentClampOptions.DEFAULT;

    private static void assertContains(List<String> texts, String... parts) {
        assertTrue(
                texts.stream().anyMatch(text -> Arrays.stream(parts).allMatch(text::contains)),
                () -> List.of(parts) + " is in none of " + texts);
    }

    private static Recording read(String name) {
        return Recordings.read(SharedData.file("recordings/" + name));
    }

    /** Numbers that were measured in this file by hand. */
    @Test
    void aRecordedCurrentBecomesAStaircaseWithTheEdgesOfItsStep() {
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(read("ferguson_pyr2.abf"));
        assertEquals(13, sweeps.sweeps().size(), sweeps::toString);
        int[] spikes = {0, 0, 1, 2, 3, 4, 7, 7, 8, 8};
        for (CurrentClampSweep sweep : sweeps.sweeps()) {
            Protocol protocol = sweep.protocol();
            assertEquals(Protocol.Kind.STEP, protocol.kind(), sweep::toString);
            assertEquals(81.2, protocol.startMs(), 0.11, sweep::toString);
            assertEquals(1081.2, protocol.endMs(), 0.11, sweep::toString);
            assertEquals(0.025 * (sweep.index() + 1), protocol.amplitude(), 0.003, sweep::toString);
            assertEquals(3, sweep.current().epochs().size(), sweep::toString);
            if (sweep.index() < spikes.length) {
                assertEquals(spikes[sweep.index()], sweep.spikes(), sweep::toString);
            }
        }
        CurrentClampSweep first = sweeps.sweeps().get(0);
        assertEquals(-0.0738, first.protocol().holding(), 2e-4);
        assertEquals(-0.0487, first.current().value(5000), 2e-4);
        assertEquals(-60.6, first.initialVoltage(), 0.1);
        assertContains(sweeps.notes(), "injected current: recorded 'Imemb' [pA], the mean of each epoch");
        assertContains(sweeps.warnings(), "sweeps 3, 4", "transients", "67 spikes", "taken out");
    }

    @Test
    void theCommandOfAnOlderAmplifierNeedsItsScale() {
        Recording recording = read("ferguson_pyr2.abf");
        CurrentClampSweeps without = CurrentClampSweeps.of(recording, DEFAULT.current(CurrentChoice.COMMAND));
        String message =
                assertThrows(RecordingException.class, without::requireSweeps).getMessage();
        assertTrue(message.contains("--command-scale"), message);
        CurrentClampSweeps scaled = CurrentClampSweeps.of(
                recording, DEFAULT.current(CurrentChoice.COMMAND).commandScale(0.01));
        for (CurrentClampSweep sweep : scaled.sweeps()) {
            assertEquals(0.025 * (sweep.index() + 1), sweep.protocol().amplitude(), 1e-9, sweep::toString);
            assertEquals(CurrentChoice.COMMAND, sweep.current().choice());
        }
    }

    @Test
    void aFileWithACommandAloneHasNoMeasuredCurrent() {
        double[] current = new double[4_500];
        Arrays.fill(current, 1_000, 3_000, 100);
        double[] samples = new double[current.length];
        Arrays.setAll(samples, i -> -65 + 0.05 * (i % 7));
        RecordedChannel voltage = new RecordedChannel("Vm", "mV");
        Sweep sweep = new Sweep(
                0,
                0,
                0.1,
                List.of(voltage),
                new double[][] {samples},
                List.of(CommandWaveform.of("Cmd 0", "pA", current)));
        Recording recording =
                new Recording("made.abf", "ABF", Optional.empty(), List.of(voltage), 10_000, List.of(sweep));
        CurrentClampSweeps none = CurrentClampSweeps.of(recording, DEFAULT.current(CurrentChoice.MEASURED));
        String message =
                assertThrows(RecordingException.class, none::requireSweeps).getMessage();
        assertTrue(message.contains("no measured current") && !message.contains("scale"), message);
    }

    @Test
    void measuredGivesTheCurrentAsItIs() {
        Recording recording = CaseFile.of("measured_current_artefact");
        CurrentClampSweeps raw = CurrentClampSweeps.of(recording, DEFAULT.current(CurrentChoice.MEASURED));
        assertArrayEquals(
                recording.sweep(0).current(), raw.sweeps().get(0).current().values());
        assertContains(raw.warnings(), "3 spikes", "make a model spike");
    }

    @Test
    void transientsAtSpikesAreNotInjected() {
        CurrentClampSweep sweep = CurrentClampSweeps.of(CaseFile.of("measured_current_artefact"))
                .sweeps()
                .get(0);
        assertEquals(3, sweep.spikes());
        for (int i = 0; i < sweep.length(); i++) {
            double expected = i >= 500 && i < 1500 ? 0.1 : 0;
            assertEquals(expected, sweep.current().value(i), 1e-12, "sample " + i);
        }
    }

    @Test
    void anAbortedSweepIsLeftOutAndTheOthersKeepTheirLength() {
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(CaseFile.of("aborted_sweep"));
        assertEquals(
                List.of(0, 2),
                sweeps.sweeps().stream().map(CurrentClampSweep::index).toList());
        sweeps.sweeps().forEach(sweep -> assertEquals(2000, sweep.length(), sweep::toString));
        assertContains(sweeps.warnings(), "sweep 2 is left out", "aborted at 20.0 ms", "150.0 ms");
    }

    @Test
    void voltsCalledMillivoltsAreNotFittedUntilTheirUnitIsGiven() {
        Recording recording = CaseFile.of("volts_called_mV");
        String message = assertThrows(RecordingException.class, CurrentClampSweeps.of(recording)::requireSweeps)
                .getMessage();
        assertTrue(message.contains("0.0650 mV") && message.contains("--voltage-unit V"), message);
        CurrentClampSweep sweep = CurrentClampSweeps.of(recording, DEFAULT.voltageUnit("V"))
                .requireSweeps()
                .get(0);
        assertEquals(-65, sweep.initialVoltage(), 1e-9);
        assertEquals(
                1,
                CurrentClampSweeps.of(recording, DEFAULT.voltageUnit("mV"))
                        .sweeps()
                        .size());
        assertThrows(IllegalArgumentException.class, () -> DEFAULT.voltageUnit("nA"));
    }

    @Test
    void hugeCurrentsAreNotInjectedUntilTheirUnitIsGiven() {
        double[] voltage = new double[1000];
        Arrays.fill(voltage, -65);
        Recording recording = recording(0.1, voltage, step(1000, 300, 600, 150));
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(recording);
        assertContains(sweeps.warnings(), "150.0 nA", "--current-unit pA");
        assertEquals(
                0.15,
                CurrentClampSweeps.of(recording, DEFAULT.currentUnit("pA"))
                        .sweeps()
                        .get(0)
                        .protocol()
                        .amplitude(),
                1e-12);
    }

    @Test
    void voltageClampIsNamed() {
        for (String file : List.of("model_vc_step.abf", "18702001-step.abf", "130618-1-12.abf")) {
            CurrentClampSweeps sweeps = CurrentClampSweeps.of(read(file));
            String message = assertThrows(RecordingException.class, sweeps::requireSweeps)
                    .getMessage();
            assertTrue(message.contains("voltage clamp") && message.startsWith(file), message);
        }
    }

    @Test
    void oneOfTwoVoltageChannelsMustBeChosen() {
        Recording recording = read("File_axon_3.abf");
        String message = assertThrows(RecordingException.class, () -> CurrentClampSweeps.of(recording))
                .getMessage();
        assertTrue(message.contains("1 'stim' [V], 2 'VmRK' [mV]") && message.contains("--channel 2"), message);
        CurrentClampSweeps byName = CurrentClampSweeps.of(recording, DEFAULT.channel("VmRK"));
        assertArrayEquals(recording.sweep(0).voltage(1), byName.sweeps().get(0).voltage());
        assertArrayEquals(
                byName.sweeps().get(0).voltage(),
                CurrentClampSweeps.of(recording, DEFAULT.channel("2"))
                        .sweeps()
                        .get(0)
                        .voltage());
        assertThrows(IllegalArgumentException.class, () -> CurrentClampSweeps.of(recording, DEFAULT.channel("3")));
    }

    @Test
    void anUnrecordedTailIsCut() {
        double[] voltage = new double[1000];
        Arrays.fill(voltage, -65);
        Arrays.fill(voltage, 900, 1000, Double.NaN);
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(recording(0.1, voltage, step(1000, 300, 600, 0.1)));
        assertEquals(900, sweeps.sweeps().get(0).length());
        assertEquals(900, sweeps.sweeps().get(0).current().length());
        assertContains(sweeps.notes(), "sweep 1: cut at 90.0 of 100.0 ms");
        Arrays.fill(voltage, 500, 1000, 0);
        CurrentClampSweeps aborted = CurrentClampSweeps.of(recording(0.1, voltage, step(1000, 300, 600, 0.1)));
        assertContains(aborted.warnings(), "sweep 1 is left out", "aborted at 50.0 ms", "60.0 ms");
        voltage[20] = Double.NaN;
        CurrentClampSweeps hole = CurrentClampSweeps.of(recording(0.1, voltage, step(1000, 300, 600, 0.1)));
        assertContains(hole.warnings(), "NaN at 2.00 ms");
    }

    @Test
    void peaksAndTroughsBeyondUsualReversalPotentialsAreTold() {
        double[] voltage = new double[1000];
        Arrays.fill(voltage, -110);
        voltage[400] = 60;
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(recording(0.1, voltage, step(1000, 300, 600, 0.1)));
        assertContains(sweeps.warnings(), "sweep 1 reaches 60.0 mV", "eNa of 53 mV", "perisomatic");
        assertContains(sweeps.warnings(), "sweep 1 falls to -110.0 mV", "eK of -107 mV");
    }

    @Test
    void theJunctionPotentialIsTakenOffBeforePeaksAndTroughsAreJudged() {
        double[] voltage = new double[1000];
        Arrays.fill(voltage, -100);
        voltage[400] = 60;
        Recording recording = recording(0.1, voltage, step(1000, 300, 600, 0.1));
        CurrentClampSweeps sweeps = CurrentClampSweeps.of(recording);
        for (double junction : new double[] {14, -14}) {
            assertFalse(sweeps.warnings(junction).toString().contains("eNa"), () -> sweeps.warnings(junction)
                    .toString());
            assertContains(sweeps.warnings(junction), "sweep 1 falls to -114.0 mV", "junction potential of 14.0 mV");
        }
        assertContains(sweeps.warnings(5), "sweep 1 reaches 55.0 mV", "junction potential of 5.0 mV");
        assertFalse(sweeps.warnings().toString().contains("eK"), () -> sweeps.warnings()
                .toString());
        FeatureFit fit = FeatureFit.of(sweeps).junctionPotential(14);
        assertEquals(sweeps.warnings(14), fit.warnings());
    }

    @Test
    void commandsAreTakenAsTheyAre() {
        for (CurrentClampSweep sweep :
                CurrentClampSweeps.of(read("17o05028_ic_steps.abf")).sweeps()) {
            assertEquals(-0.05 + 0.01 * sweep.index(), sweep.protocol().amplitude(), 1e-9, sweep::toString);
            assertEquals(146.85, sweep.protocol().startMs(), 1e-9, sweep::toString);
            assertEquals(646.85, sweep.protocol().endMs(), 1e-9, sweep::toString);
        }
        List<CurrentClampSweep> ramps =
                CurrentClampSweeps.of(read("17o05027_ic_ramp.abf")).sweeps();
        assertEquals(Protocol.Kind.RAMP, ramps.get(1).protocol().kind());
        assertEquals(0.01, ramps.get(1).protocol().amplitude(), 1e-9);
    }

    private static double[] step(int length, int from, int to, double amplitude) {
        return IntStream.range(0, length)
                .mapToDouble(i -> i >= from && i < to ? amplitude : 0)
                .toArray();
    }

    private static Recording recording(double dt, double[] voltage, double[] current) {
        List<RecordedChannel> channels =
                List.of(new RecordedChannel("voltage", "mV"), new RecordedChannel("current", "nA"));
        Sweep sweep = new Sweep(0, dt, channels, new double[][] {voltage, current});
        return new Recording("made.csv", "CSV", Optional.empty(), channels, 1e3 / dt, List.of(sweep));
    }
}
