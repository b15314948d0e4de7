package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Runs by exponential Euler that follow one another in a simulation equal runs of simulations of their own. */
class PropagatorTest {
    private static final double DT = 0.025;

    @Test
    void aRepeatedRunIsTheSame() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            double[] first = simulation.run(manager).toDoubleArray();
            assertArrayEquals(first, simulation.run(manager).toDoubleArray(), 0);
        }
    }

    @Test
    void aChangeOfTheCableIsSeen() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            double[] before = simulation.run(manager).toDoubleArray();
            for (String key : new String[] {"axial_resistivity", "capacitance", "radius"}) {
                cell.set(key, cell.get(key)[0] * 1.5);
                double[] after = simulation.run(manager).toDoubleArray();
                assertFalse(Arrays.equals(before, after), key);
                assertArrayEquals(alone(cell), after, 0, key);
                before = after;
            }
        }
    }

    @Test
    void gradientsByTheCableAreExactAfterOtherRuns() {
        Cell cell = cell();
        cell.makeTrainable("radius");
        cell.makeTrainable("axial_resistivity");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            simulation.run(manager);
            simulation.run(manager);
            BatchedGradientCheck.assertGradient(cell, simulation);
        }
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1, 0, 0);
        cell.insert(new HH());
        cell.set("v", -65);
        cell.branch(0).loc(0).stimulate(Waveform.step(0.2, 1, 0.1, DT, 3));
        cell.branch(1).loc(1).record("v");
        return cell;
    }

    private static Simulation simulation(Cell cell) {
        return Simulation.of(cell)
                .dt(DT)
                .integrator(Integrators.exponentialEuler())
                .build();
    }

    private static double[] alone(Cell cell) {
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            return simulation.run(manager).toDoubleArray();
        }
    }
}
