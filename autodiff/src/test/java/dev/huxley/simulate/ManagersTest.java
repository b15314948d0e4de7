package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import org.junit.jupiter.api.Test;

/** Whose the results of runs are. */
class ManagersTest {
    @Test
    void anEmptyTreeOfParametersRunsTheModelAsItIs() {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell()).dt(0.1).build()) {
            ArrayTree none = simulation.model().parameters(manager);
            try (NDArray v = simulation.run(none)) {
                assertArrayEquals(simulation.run(manager).toDoubleArray(), v.toDoubleArray());
            }
            assertTrue(simulation.run(ArrayTree.empty()).sum().toDoubleArray()[0] < 0);
        }
    }

    @Test
    void aManagerOfAnotherDeviceIsRefused() {
        HuxleyRuntime.newManager().close();
        try (NDManager gpu = NDManager.newBaseManager(Device.gpu(), "PyTorch");
                Simulation simulation = Simulation.of(cell()).dt(0.1).build()) {
            String message = assertThrows(IllegalArgumentException.class, () -> simulation.run(gpu))
                    .getMessage();
            assertTrue(message.contains("gpu(0)") && message.contains("HuxleyRuntime.newManager()"), message);
            message = assertThrows(IllegalArgumentException.class, () -> simulation.runToStates(gpu, Inputs.none()))
                    .getMessage();
            assertTrue(message.contains("gpu(0)"), message);
        }
    }

    private static Cell cell() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.stimulate(Waveform.step(0.1, 0.2, 1e-3, 0.1, 1));
        cell.record("v");
        return cell;
    }
}
