package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.Program;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.program.lower.Lowering;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Stimuli of which one waveform acts on many compartments. */
class SharedWaveformTest {
    /** 10,000 times 300,000 samples are more than an array can hold. */
    @Test
    void oneWaveformForAllLanesIsNotCopiedPerLane() {
        Cell cell = new Cell(new Branch(new Compartment(), 10_000), -1);
        cell.stimulate(Waveform.of(new double[300_000], 0.1));
        cell.record("v");
        Program program = Lowering.lower(cell, 0.1, Integrators.backwardEuler());
        try (NDManager manager = HuxleyRuntime.newManager()) {
            WaveformBinding protocol = new WaveformBinding(
                    new RunSource(
                            cell, program.timeStep(), Inputs.none(), new Batch(), manager, new Propagator.Known()),
                    program,
                    -1);
            assertEquals(new Shape(1, 1, 300_000), protocol.stimuli().getShape());
            assertArrayEquals(new int[10_000], protocol.stimulusWaveforms());
        }
    }

    /** Whatever shares waveforms and in what order, rows of a batch with places of their own included. */
    @Test
    void sharedWaveformsActAsCopiesDo() {
        double[][] traces = new double[2][];
        double[] ramp = {1e-3, 2e-3, 3e-3, 4e-3};
        double[] step = {0, -1e-3, -1e-3, 0};
        try (NDManager manager = HuxleyRuntime.newManager()) {
            for (int copied = 0; copied < 2; copied++) {
                Cell cell = new Cell(new Branch(new Compartment(), 5), -1);
                cell.insert(new Leak());
                stimulate(cell, copied == 1, step, 2);
                stimulate(cell, copied == 1, ramp, 0, 1, 4);
                cell.branch(0).comp(2).stimulate(Waveform.of(ramp, 0.1));
                stimulate(cell, copied == 1, step, 3, 4);
                cell.record("v");
                try (Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
                    Inputs places = Inputs.none()
                            .stimulusPlaces(0, manager.create(new int[] {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0}));
                    double[] alone = simulation.run(manager).toDoubleArray();
                    double[] batch = simulation.run(manager, places).toDoubleArray();
                    assertArrayEquals(alone, Arrays.copyOfRange(batch, 2 * alone.length, 3 * alone.length), 1e-12);
                    traces[copied] = batch;
                }
            }
        }
        assertEquals(11 * 5 * 5, traces[0].length);
        assertArrayEquals(traces[1], traces[0], 1e-12);
    }

    private static void stimulate(Cell cell, boolean isCopied, double[] samples, int... compartments) {
        double[][] copies = new double[compartments.length][];
        Arrays.fill(copies, samples);
        cell.branch(0).comp(compartments).stimulate(isCopied ? Waveform.of(copies, 0.1) : Waveform.of(samples, 0.1));
    }
}
