package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.huxley.array.Precision;
import dev.huxley.autograd.Tape;
import dev.huxley.model.Cell;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run leaves nothing behind but its result, which is the same every time. */
class RepeatabilityTest {
    private static Cell cell() {
        Cell cell = GradientTest.branchedCell();
        cell.branch(0).comp(0).stimulate(Waveform.step(0.2, 1, 0.9, 0.05, 5));
        cell.branch(0).comp(0).record("v");
        cell.branch(1).comp(2).record("v");
        cell.branch(1).comp(2).record("i_HH");
        cell.makeTrainable("HH_gNa");
        cell.branch(0, 1).makeTrainable("radius");
        return cell;
    }

    @Test
    void sameInputsGiveBitEqualResults() {
        Cell cell = cell();
        List<double[]> traces = new ArrayList<>();
        List<double[]> plain = new ArrayList<>();
        List<double[]> gradients = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation = Simulation.of(cell).dt(0.05).tMax(2).build()) {
                for (int run = 0; run < 2; run++) {
                    ArrayTree parameters = cell.parameters(manager);
                    try (Tape tape = Tape.open()) {
                        NDArray v = simulation.run(parameters);
                        traces.add(v.toDoubleArray());
                        gradients.add(tape.gradients(v.square().mean(), parameters)
                                .get(parameters.paths().get(1))
                                .toDoubleArray());
                    }
                    plain.add(simulation.run(manager).toDoubleArray());
                }
            }
        }
        plain.forEach(trace -> assertArrayEquals(plain.get(0), trace));
        traces.forEach(trace -> assertArrayEquals(traces.get(0), trace));
        gradients.forEach(gradient -> assertArrayEquals(gradients.get(0), gradient));
    }

    @Test
    void aRunAddsExactlyItsResultToTheManager() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).tMax(1).build()) {
            ArrayTree parameters = cell.parameters(manager);
            simulation.run(manager);
            int before = ((BaseNDManager) manager).getManagedArrays().size();
            NDArray plain = simulation.run(manager);
            assertEquals(
                    before + 1, ((BaseNDManager) manager).getManagedArrays().size(), "after a run");
            plain.close();
            assertEquals(before, ((BaseNDManager) manager).getManagedArrays().size(), "after closing its result");
            try (Tape tape = Tape.open()) {
                NDArray traces = simulation.run(parameters);
                assertEquals(
                        before + 1, ((BaseNDManager) manager).getManagedArrays().size(), "after a recorded run");
                NDArray loss = traces.mean();
                ArrayTree gradients = tape.gradients(loss, parameters);
                assertEquals(
                        before + 2 + gradients.size(),
                        ((BaseNDManager) manager).getManagedArrays().size(),
                        "traces, loss and gradients");
            }
        }
    }

    @Test
    void runsInsideAScopeAndASubManagerKeepToThemselves() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).tMax(1).build()) {
            NDArray mine = manager.create(new double[] {0.13});
            Inputs inputs = Inputs.none().with(cell, "HH_gNa", mine);
            double[] want;
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                // Compiled inside the scope, too: what the kernel keeps must survive it.
                want = simulation.run(manager, inputs).toDoubleArray();
            }
            try (NDManager own = manager.newSubManager()) {
                assertArrayEquals(want, simulation.run(own, inputs).toDoubleArray());
            }
            NDArray kept;
            try (NDScope scope = new NDScope();
                    Tape tape = Tape.open()) {
                scope.suppressNotUsedWarning();
                assertTrue(tape != null);
                ArrayTree parameters = cell.parameters(manager);
                kept = simulation.run(parameters);
                assertTrue(tape.gradients(kept.mean(), parameters).size() > 0);
            }
            assertFalse(mine.isReleased());
            assertArrayEquals(new double[] {0.13}, mine.toDoubleArray());
            assertArrayEquals(want, simulation.run(manager, inputs).toDoubleArray());
        }
    }

    @Test
    void float32IsNearFloat64() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation exact = Simulation.of(cell).dt(0.05).tMax(5).build();
                Simulation fast = Simulation.of(cell)
                        .dt(0.05)
                        .tMax(5)
                        .precision(Precision.FLOAT32)
                        .build()) {
            NDArray want = exact.run(manager);
            NDArray have = fast.run(manager);
            assertEquals(DataType.FLOAT64, have.getDataType());
            double largest = want.get(0).max().toDoubleArray()[0];
            assertTrue(largest > 0, "no spike, only " + largest + " mV, so the comparison says little");
            for (int row = 0; row < 2; row++) {
                double error = want.get(row).sub(have.get(row)).abs().max().toDoubleArray()[0];
                assertTrue(error < 0.02 && error > 0, "trace " + row + " differs by " + error + " mV");
            }
            ArrayTree parameters = cell.parameters(manager);
            double[][] gradients = new double[2][];
            for (int i = 0; i < 2; i++) {
                try (Tape tape = Tape.open()) {
                    NDArray loss = (i == 0 ? exact : fast).run(parameters).mean();
                    gradients[i] =
                            tape.gradients(loss, parameters).get("HH_gNa").toDoubleArray();
                }
            }
            assertEquals(gradients[0][0], gradients[1][0], 0.02 * Math.abs(gradients[0][0]), "gradient by HH_gNa");
        }
    }
}
