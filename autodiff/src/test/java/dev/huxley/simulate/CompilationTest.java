package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values, waveforms and places are data: a model is compiled once for all of them, and read anew at every run. */
class CompilationTest {
    private static final int STEPS = 5;

    @Test
    void newValuesWaveformsAndPlacesCompileNothing() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            assertEquals(0, simulation.compilations());
            for (int run = 0; run < 100; run++) {
                cell.set("HH_gNa", 0.1 + 1e-3 * run);
                double[] wave = new double[STEPS];
                Arrays.fill(wave, 0.01 * run);
                try (NDManager own = manager.newSubManager()) {
                    simulation.run(
                            own,
                            Inputs.none()
                                    .waveform(0, own.create(wave))
                                    .stimulusPlaces(0, own.create(new int[] {run % 3}))
                                    .recordingPlaces(own.create(new int[] {(run + 1) % 3})));
                }
            }
            assertEquals(1, simulation.compilations());
        }
    }

    @Test
    void aChangeOfFormCompilesAgainAndIsSeen() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            double[] before = simulation.run(manager).toDoubleArray();
            cell.insert(new Leak());
            double[] leaking = simulation.run(manager).toDoubleArray();
            assertEquals(2, simulation.compilations());
            assertTrue(!Arrays.equals(before, leaking), "the leak changes nothing");
            cell.comp(1).record("HH_m");
            assertEquals(2, simulation.run(manager).getShape().get(0));
            assertEquals(3, simulation.compilations());
            cell.deleteStimuli();
            simulation.run(manager);
            assertEquals(4, simulation.compilations());
        }
    }

    @Test
    void aSetValueIsUsedByTheNextRun() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = simulation(cell)) {
            double[] before = simulation.run(manager).toDoubleArray();
            for (String key :
                    new String[] {"HH_gNa", "radius", "length", "capacitance", "axial_resistivity", "v", "HH_h"}) {
                Cell fresh = cell();
                double old = fresh.get(key)[0];
                double value = 1.1 * old;
                cell.comp(0).set(key, value);
                fresh.comp(0).set(key, value);
                double[] now = simulation.run(manager).toDoubleArray();
                assertTrue(!Arrays.equals(before, now), key + " changes nothing");
                try (Simulation other = simulation(fresh)) {
                    assertArrayEquals(other.run(manager).toDoubleArray(), now, key);
                }
                cell.set(key, old);
                BatchTest.assertClose(
                        key + " set back", before, simulation.run(manager).toDoubleArray(), 1e-12);
            }
            assertEquals(1, simulation.compilations());
        }
    }

    @Test
    void durationIsDataToo() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.1).build()) {
            for (int steps : new int[] {1, 2, 3, 10}) {
                Inputs inputs = Inputs.none().waveform(0, manager.zeros(new Shape(steps)));
                assertEquals(
                        steps + 1, simulation.run(manager, inputs).getShape().get(1));
            }
            assertEquals(1, simulation.compilations());
        }
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 3), -1);
        cell.set("axial_resistivity", 500);
        cell.insert(new HH());
        cell.comp(0).stimulate(Waveform.of(time -> 0.02, 0.1, 0.5));
        cell.comp(0).record("v");
        return cell;
    }

    private static Simulation simulation(Cell cell) {
        return Simulation.of(cell).dt(0.1).tMax((STEPS - 0.5) * 0.1).build();
    }
}
