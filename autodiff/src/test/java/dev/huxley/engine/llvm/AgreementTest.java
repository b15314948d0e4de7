package dev.huxley.engine.llvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.engine.llvm.Agreement.Results;
import dev.huxley.engine.llvm.jit.NativeLibrary;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The llvm engine gives the traces (1e-9) and gradients (1e-7) of the torch engine, whatever the batch. */
class AgreementTest {
    /** Single precision against torch in double precision, relative to the largest value of a trace, of a gradient's row. */
    private static final double SINGLE_TRACES = 1e-3;

    private static final double SINGLE_GRADIENTS = 1e-2;
    private static final double SINGLE_ROUNDING = 1e-6;

    @BeforeAll
    static void requireLibrary() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 8, 100})
    void aPointNeuronAgrees(int batch) {
        Agreement.require(RandomCell.of(1001, batch, 60, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 100})
    void aCableAgrees(int batch) {
        Agreement.require(RandomCell.of(1002, batch, 40, 37));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 100})
    void aBranchedCellAgrees(int batch) {
        Agreement.require(RandomCell.of(1003, batch, 40, 3, 2, 1, 4, 2, 1, 7));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 12", "1, 12", "3, 9", "8, 1", "8, 12", "100, 1", "100, 5"})
    void singlePrecisionIsNear(int batch, int compartments) {
        RandomCell cell = RandomCell.of(1004, batch, 60, compartments);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation torch = Agreement.simulation(cell, "torch", Precision.FLOAT64);
                Simulation llvm = Agreement.simulation(cell, "llvm", Precision.FLOAT32)) {
            RandomInputs inputs = new RandomInputs(cell, manager);
            Results exact = Agreement.run(cell, torch, inputs, manager);
            Results near = Agreement.run(cell, llvm, inputs, manager);
            Agreement.requireTraces(cell, exact, near.traces(), SINGLE_TRACES);
            Agreement.requireGradients(cell, inputs.leaves(), exact, near, SINGLE_GRADIENTS, SINGLE_ROUNDING);
        }
    }

    @Test
    void theAdjointOutlivesItsSimulationAndInputs() {
        RandomCell cell = RandomCell.of(1008, 3, 30, 2, 3);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation kept = Agreement.simulation(cell, "llvm", Precision.FLOAT64)) {
            NDArray radius = manager.create(new double[] {3});
            radius.setRequiresGradient(true);
            double[] expected = sumGradient(cell, kept, radius, manager);
            try (Tape tape = Tape.open()) {
                NDArray traces;
                try (Simulation simulation = Agreement.simulation(cell, "llvm", Precision.FLOAT64)) {
                    traces = simulation.run(manager, Inputs.none().with(cell.cell, "radius", radius));
                }
                ArrayTree gradients = tape.gradients(traces.sum(), ArrayTree.of("radius", radius));
                assertArrayEquals(expected, gradients.get("radius").toDoubleArray());
            }
        }
    }

    @Test
    void onlyWhatIsWantedIsDifferentiated() {
        RandomCell cell = RandomCell.of(1007, 4, 40, 2, 3);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Agreement.simulation(cell, "llvm", Precision.FLOAT64)) {
            RandomInputs inputs = new RandomInputs(cell, manager);
            Results all = Agreement.run(cell, simulation, inputs, manager);
            for (String path : all.gradients().keySet()) {
                if (Arrays.stream(all.gradients().get(path)).allMatch(gradient -> gradient == 0)) {
                    // Another input replaces this one, or nothing depends on it: alone it would be an error.
                    continue;
                }
                NDArray wanted = inputs.leaves().get(path);
                ArrayTree one = ArrayTree.of(path, wanted);
                Results alone = Agreement.run(
                        cell,
                        simulation,
                        one,
                        inputs.inputs(array -> array == wanted ? array : array.stopGradient()),
                        manager);
                Agreement.requireGradients(cell, one, alone, all, Agreement.SAME, 1e-16);
            }
        }
    }

    private static double[] sumGradient(RandomCell cell, Simulation simulation, NDArray radius, NDManager manager) {
        try (Tape tape = Tape.open()) {
            NDArray traces = simulation.run(manager, Inputs.none().with(cell.cell, "radius", radius));
            return tape.gradients(traces.sum(), ArrayTree.of("radius", radius))
                    .get("radius")
                    .toDoubleArray();
        }
    }
}
