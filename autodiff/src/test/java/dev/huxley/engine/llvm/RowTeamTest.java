package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Sharing;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows of a large cell are shared out to several threads without a trace of it in the results. */
class RowTeamTest {
    private static final int COMPARTMENTS = 997;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @Test
    void aLargeCellDoesNotDependOnThreads() {
        Cell cell = new Cell(new Branch(new Compartment(), COMPARTMENTS), -1);
        cell.insert(new HH());
        cell.comp(3).stimulate(Waveform.step(0.5, 2, 2, 0.025, 5));
        cell.comp(3).record("v");
        cell.comp(COMPARTMENTS - 1).record("v");
        cell.makeTrainable("HH_gNa", Sharing.PER_COMPARTMENT);
        try (NDManager manager = HuxleyRuntime.newManager()) {
            double[] traces = null;
            double[] gradient = null;
            for (int threads : new int[] {1, 2, 3}) {
                try (Simulation simulation =
                                Simulation.of(cell).threads(threads).build();
                        Tape tape = Tape.open()) {
                    ArrayTree parameters = cell.parameters(manager);
                    NDArray v = simulation.run(parameters);
                    NDArray found = tape.gradients(v.square().mean(), parameters)
                            .flatten()
                            .get(0);
                    if (traces == null) {
                        traces = v.toDoubleArray();
                        gradient = found.toDoubleArray();
                        assertEquals(COMPARTMENTS, gradient.length, "one conductance per compartment");
                    }
                    assertArrayEquals(traces, v.toDoubleArray(), "traces on " + threads + " threads");
                    assertArrayEquals(gradient, found.toDoubleArray(), "gradient on " + threads + " threads");
                }
            }
        }
    }
}
