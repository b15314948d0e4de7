package dev.huxley.fit.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.fit.FitResult;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.recording.CaseFile;
import dev.huxley.recording.CurrentChoice;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.Recording;
import dev.huxley.storage.ModelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fits through the public way: what they leave alone, what they repeat, what they give. */
class RecordingFitTest {
    /** Three branches; with a stimulus, a clamp, recordings, trainables and states that are not at rest. */
    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        cell.insert(new Leak());
        cell.branch(0).addToGroup("soma");
        cell.branch(1, 2).addToGroup("tuft");
        cell.set("v", -71.5);
        cell.set("HH_n", 0.2);
        cell.branch(0).comp(0).stimulate(Waveform.step(1, 2, 0.3, 0.05, 5));
        cell.branch(2).comp(1).clamp("HH_m", Waveform.step(1, 2, 0.1, 0.05, 5));
        cell.branch(1).record("v");
        cell.branch(1, 2).makeTrainable("HH_gNa", 0.1, 0.14);
        cell.makeTrainable("radius", 1.5);
        return cell;
    }

    private static Recording recording() {
        return Recorded.of(
                Recorded.sweep(0, 0.05, Recorded.ramp(40, -66, 0.1), Recorded.step(40, 10, 30, 0.1)),
                Recorded.sweep(1, 0.05, Recorded.ramp(40, -61, -0.1), Recorded.step(40, 5, 35, -0.05)));
    }

    private static RecordingFit fit(Cell cell) {
        return RecordingFit.of(cell, recording()).iterations(3).starts(2);
    }

    @Test
    void aFitLeavesTheCellAsItIs() {
        Cell cell = cell();
        byte[] before = ModelFile.bytes(cell);
        RecordingFit fit = fit(cell).free("soma/HH_gK", 0.005, 0.3).free("branch(1,2)/HH_gNa", 0.01, 1);
        RecordingFitResult result = fit.run();
        assertArrayEquals(before, ModelFile.bytes(cell), "the cell after a fit");
        result.cell().set("v", -20);
        result.report();
        assertArrayEquals(before, ModelFile.bytes(cell), "the cell after its report");
        TraceLoss broken = (simulated, recorded) -> {
            throw new IllegalStateException("broken on purpose");
        };
        assertThrows(IllegalStateException.class, () -> fit.loss(broken).run());
        assertThrows(
                IllegalArgumentException.class, () -> fit.free("HH_m", 0, 1).run());
        TraceLoss nowhere = (simulated, recorded) ->
                StandardLoss.VOLTAGE.perRow(simulated, recorded).mul(Double.NaN);
        assertThrows(FitFailedException.class, () -> fit.loss(nowhere).run());
        assertArrayEquals(before, ModelFile.bytes(cell), "the cell after fits that failed");
    }

    @Test
    void twoFitsInARowAreEqualBitByBit() {
        Cell cell = cell();
        RecordingFit fit = fit(cell).free("HH_gK", 0.005, 0.3).free("Leak_gLeak", 1e-6, 1e-2);
        RecordingFitResult first = fit.run();
        RecordingFitResult second = fit.run();
        RecordingFitResult third = fit(cell)
                .free("HH_gK", 0.005, 0.3)
                .free("Leak_gLeak", 1e-6, 1e-2)
                .run();
        for (RecordingFitResult other : List.of(second, third)) {
            for (String path : List.of("HH_gK", "Leak_gLeak")) {
                assertEquals(first.best(path), other.best(path), 0, path);
            }
            for (int start = 0; start < 2; start++) {
                assertArrayEquals(
                        first.fit().history().losses(start),
                        other.fit().history().losses(start),
                        0,
                        "losses of start " + start);
            }
            assertArrayEquals(first.traces()[1], other.traces()[1], 0, "traces");
            assertArrayEquals(ModelFile.bytes(first.cell()), ModelFile.bytes(other.cell()), "fitted cells");
        }
    }

    @Test
    void laterChangesOfTheCellDoNotReachTheFit() {
        Cell cell = cell();
        RecordingFit fit = fit(cell).iterations(1).starts(1).free("Leak_gLeak", 1e-6, 1e-2);
        double before = fit.run().fit().startLoss();
        cell.set("HH_gNa", 0.9);
        assertEquals(before, fit.run().fit().startLoss(), 0);
        double after = fit(cell)
                .iterations(1)
                .starts(1)
                .free("Leak_gLeak", 1e-6, 1e-2)
                .run()
                .fit()
                .startLoss();
        assertTrue(Math.abs(after - before) > 1e-6, "the changed cell has the loss " + after + " too");
    }

    @Test
    void theFittedCellHasTheFittedValuesWhereTheyBelong() {
        Cell cell = cell();
        RecordingFitResult result = fit(cell)
                .free("soma/HH_gK", 0.005, 0.3)
                .free("branch(1,2)/HH_gNa", 0.01, 1)
                .run();
        Cell fitted = result.cell();
        double gK = result.best("soma/HH_gK");
        double[] gNa = result.fit().best().get("branch(1,2)/HH_gNa");
        assertEquals(2, gNa.length, "one value for each branch");
        assertArrayEquals(new double[] {gK, gK, 0.036, 0.036, 0.036, 0.036}, fitted.get("HH_gK"), 0);
        assertArrayEquals(new double[] {0.12, 0.12, gNa[0], gNa[0], gNa[1], gNa[1]}, fitted.get("HH_gNa"), 0);
        assertTrue(gK != 0.036 && gNa[0] != 0.1 && gNa[1] != 0.14, "nothing moved: " + result);
        assertArrayEquals(cell.get("HH_n"), fitted.get("HH_n"), 0, "states stay those of the cell");
        assertEquals(cell.stimuli().size(), fitted.stimuli().size());
        assertEquals(
                List.of("branch(1,2)/HH_gNa", "soma/HH_gK"),
                fitted.trainables().stream().map(trainable -> trainable.path()).toList());
        assertEquals(
                List.of("soma/HH_gK", "branch(1,2)/HH_gNa[0]", "branch(1,2)/HH_gNa[1]"),
                result.parameters().stream().map(parameter -> parameter.name()).toList());
        assertThrows(IllegalArgumentException.class, () -> result.best("branch(1,2)/HH_gNa"));
        assertThrows(IllegalArgumentException.class, () -> result.best("HH_gNa"));
    }

    @Test
    void theLossFallsAndTheTracesAreThoseOfTheBestParameters() {
        RecordingFitResult result = fit(cell())
                .iterations(8)
                .free("Leak_gLeak", 1e-6, 1e-1)
                .free("HH_gK", 0.005, 0.3)
                .run();
        FitResult fit = result.fit();
        assertTrue(fit.bestLoss() < 0.9 * fit.startLoss(), fit.startLoss() + " -> " + fit.bestLoss());
        double[][] traces = result.traces();
        double[][] recorded = result.target().voltage();
        double sum = 0;
        for (int sweep = 0; sweep < 2; sweep++) {
            for (int k = 0; k < 40; k++) {
                sum += Math.pow(traces[sweep][k] - recorded[sweep][k], 2);
            }
        }
        assertEquals(fit.bestLoss(), sum / 80, 1e-9 * fit.bestLoss());
    }

    @Test
    void theElectrodeIsInTheMiddleOfTheSomaUnlessItIsPlaced() {
        String dendriteFirst = "1 3 0 0 0 1 -1\n2 3 100 0 0 1 1\n3 1 101 0 0 8 2\n4 1 131 0 0 8 3\n";
        Cell cell = new Cell(Swc.parse(dendriteFirst, "cell.swc", Swc.options().ncomp(3)));
        int[] soma = cell.group("soma").compartments();
        assertEquals(3, soma.length);
        assertEquals(soma[1], RecordingFit.of(cell, recording()).electrode());
        Cell noSoma = new Cell(Swc.parse(
                "1 3 0 0 0 1 -1\n2 3 100 0 0 1 1\n", "cell.swc", Swc.options().ncomp(3)));
        RecordingFit fit = RecordingFit.of(noSoma, recording());
        assertEquals(1, fit.electrode(), "the middle of the root");
        assertEquals(2, fit.electrode(noSoma.branch(0).loc(1.0)).electrode());
        String message = assertThrows(IllegalArgumentException.class, () -> fit.electrode(noSoma.branch(0)))
                .getMessage();
        assertTrue(message.contains("one compartment") && message.contains("branch(0)"), message);
    }

    @Test
    void theRecordedVoltageIsLoweredByTheSizeOfTheJunctionPotential() {
        RecordingFit fit = RecordingFit.of(cell(), recording());
        TargetSweeps plain = fit.target();
        for (double millivolt : new double[] {11, -11}) {
            TargetSweeps corrected = fit.junctionPotential(millivolt).target();
            assertEquals(plain.voltage()[1][7] - 11, corrected.voltage()[1][7], 0, "of " + millivolt + " mV");
            assertArrayEquals(plain.current()[1], corrected.current()[1], 0);
            assertTrue(corrected.corrections().toString().contains("is lowered by 11.0 mV"), corrected::toString);
        }
        assertTrue(plain.corrections().toString().contains("none is known"), plain.corrections()::toString);
        assertThrows(IllegalArgumentException.class, () -> fit.junctionPotential(Double.NaN));
    }

    @Test
    void theJunctionPotentialThatTheFileStatesIsUsedUnlessOneIsGiven() {
        Recording plain = recording();
        Recording stated = new Recording(
                plain.fileName(),
                plain.formatVersion(),
                plain.protocolName(),
                plain.channels(),
                plain.sampleRateHz(),
                plain.sweeps(),
                List.of(),
                OptionalDouble.of(-14));
        RecordingFit fit = RecordingFit.of(cell(), stated);
        double recorded = plain.sweep(1).voltage()[7];
        assertEquals(recorded - 14, fit.target().voltage()[1][7], 0);
        assertTrue(
                fit.target()
                        .corrections()
                        .contains("liquid junction potential, which the file states: the recorded voltage is lowered by"
                                + " 14.0 mV"),
                fit.target().corrections()::toString);
        assertEquals(recorded - 3, fit.junctionPotential(3).target().voltage()[1][7], 0);
        assertEquals(recorded, fit.junctionPotential(0).target().voltage()[1][7], 0);
    }

    /** A recorded current has transients at spikes, under which a model without channels would seem to spike. */
    @Test
    void aModelOfALeakAloneDoesNotSpikeUnderARecordedCurrent() {
        Cell passive = new Cell(new Compartment());
        passive.set("length", 20);
        passive.set("radius", 10);
        passive.insert(new Leak());
        RecordingFit fit = RecordingFit.of(passive, CaseFile.of("measured_current_artefact"))
                .free("Leak_gLeak", 5e-5, 2e-3)
                .free("Leak_eLeak", -90, -50)
                .starts(2)
                .iterations(20);
        assertTrue(fastest(fit.run()) < 4, "mV in 1 ms of a leak alone: " + fastest(fit.run()));
        RecordingFit measured = fit.sweeps(CurrentClampOptions.DEFAULT.current(CurrentChoice.MEASURED));
        assertTrue(fastest(measured.run()) > 20, "mV in 1 ms under the transients: " + fastest(measured.run()));
    }

    /** The largest change of the first trace within 1 ms from 10 ms after the step's start up to its end, mV. */
    private static double fastest(RecordingFitResult result) {
        double[] trace = result.traces()[0];
        int ms = (int) Math.round(1 / result.target().timeStep());
        return IntStream.range(60 * ms, 150 * ms)
                .mapToDouble(k -> Math.abs(trace[k] - trace[k - ms]))
                .max()
                .orElseThrow();
    }

    @Test
    void fitsThatFindNothingSayWhy() {
        RecordingFit fit = fit(cell());
        assertMessage(assertThrows(IllegalArgumentException.class, fit::run), "free(\"HH_gNa\"");
        RecordingFit twice = fit.free("HH_gK", 0.01, 1).free("HH_gK", 0.1, 1);
        assertMessage(assertThrows(IllegalArgumentException.class, twice::run), "HH_gK", "already");
        RecordingFit nowhere = fit.free("HH_gK", 0.01, 1)
                .loss((simulated, recorded) ->
                        StandardLoss.VOLTAGE.perRow(simulated, recorded).mul(Double.NaN));
        FitFailedException failed = assertThrows(FitFailedException.class, nowhere::run);
        assertMessage(failed, "not a number at any start", "its loss is NaN");
        assertEquals(2, failed.result().failed().size());
        assertMessage(
                assertThrows(IllegalArgumentException.class, () -> fit.free("HH_gK", 0.01, 1)
                        .window(1, 1.5)
                        .loss(StandardLoss.STATISTICS)
                        .run()),
                "10 time points",
                "longer window");
    }

    private static void assertMessage(Exception exception, String... parts) {
        for (String part : parts) {
            assertTrue(exception.getMessage().contains(part), () -> part + " is not in: " + exception.getMessage());
        }
    }

    @Test
    void listenersAreToldAndCanStopTheFit() {
        AtomicInteger told = new AtomicInteger();
        RecordingFitResult result = fit(cell())
                .free("HH_gK", 0.005, 0.3)
                .onIteration(progress -> told.incrementAndGet())
                .stopWhen(() -> told.get() == 2)
                .run();
        assertEquals(2, told.get());
        assertEquals(FitResult.Stop.REQUESTED, result.fit().stop());
        assertTrue(Arrays.stream(result.fit().history().losses(0)).allMatch(Double::isFinite));
    }

    @Test
    void anInterruptionGivesTheBestSoFarWithItsTraces() {
        List<Integer> first = new ArrayList<>();
        RecordingFitResult result = fit(cell())
                .free("HH_gK", 0.005, 0.3)
                .iterations(10)
                .onIteration(progress -> first.add(progress.iteration()))
                .onIteration(progress -> {
                    if (progress.iteration() == 2) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();
        assertFalse(Thread.interrupted(), "the interruption has done its work");
        assertEquals(List.of(0, 1, 2), first, "both listeners are told");
        assertEquals(FitResult.Stop.REQUESTED, result.fit().stop());
        assertEquals(3, result.fit().history().size());
    }
}
