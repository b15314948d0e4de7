package dev.huxley.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.model.Cell;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mechanisms of files in NMODL are those of Huxley, as far as a whole cell can tell. */
class ImportedPyramidalCellTest {
    private record Result(double[] trace, Map<String, double[]> gradients) {}

    @Test
    void theLayerFiveCellOfFilesEqualsTheBuiltInOne() {
        Result own = run(LayerFivePyramidalCell.of(GeneratedPyramidalCell.morphology()));
        Result imported = run(ImportedPyramidalCell.of(GeneratedPyramidalCell.morphology()));
        double peak = Arrays.stream(own.trace).max().orElseThrow();
        assertTrue(peak > 0, "the cell does not spike: " + peak + " mV");
        double difference = Benchmark.largestDifference(own.trace, imported.trace);
        assertTrue(difference <= 1e-9, "the traces differ by " + difference + " mV");
        assertEquals(own.gradients.keySet(), imported.gradients.keySet());
        own.gradients.forEach((path, expected) -> {
            double have = imported.gradients.get(path)[0];
            double error = Math.abs(have - expected[0]) / Math.abs(expected[0]);
            assertTrue(error <= 1e-6, path + ": " + have + " instead of " + expected[0]);
        });
    }

    private static Result run(Cell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(LayerFivePyramidalCell.TIME_STEP).build()) {
            ArrayTree parameters = cell.parameters(manager);
            try (Tape tape = Tape.open()) {
                NDArray trace = simulation.run(parameters);
                ArrayTree gradients = tape.gradients(trace.square().mean(), parameters);
                Map<String, double[]> values = new LinkedHashMap<>();
                gradients
                        .paths()
                        .forEach(path -> values.put(path, gradients.get(path).toDoubleArray()));
                return new Result(trace.toDoubleArray(), values);
            }
        }
    }
}
