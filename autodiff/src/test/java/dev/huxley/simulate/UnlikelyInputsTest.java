package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.simplified.AdEx;
import dev.huxley.mechanism.simplified.Rate;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.ModFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Values that are probably in another unit. */
class UnlikelyInputsTest {
    @Test
    void aCurrentOfPicoamperesIsDoubtedOnce() {
        List<String> warnings = warnings(cell -> cell.stimulate(Waveform.step(1, 1, 100, 0.1, 5)));
        assertEquals(1, warnings.size(), warnings::toString);
        assertSays(warnings.get(0), "100.0 nA", "pA", "cell 0");
    }

    @Test
    void aCapacitanceOfFaradPerSquareMetreIsDoubted() {
        List<String> warnings = warnings(cell -> {
            cell.set("capacitance", 0.01);
            cell.stimulate(Waveform.step(1, 1, 1e-4, 0.1, 5));
        });
        assertEquals(1, warnings.size(), warnings::toString);
        assertSays(warnings.get(0), "capacitance", "branch 0", "0.01 uF/cm2", "F/m2");
    }

    @Test
    void aVoltageOfVoltsIsDoubted() {
        List<String> warnings = warnings(cell -> {
            cell.set("v", -0.065);
            cell.stimulate(Waveform.step(1, 1, 0.01, 0.1, 5));
        });
        assertEquals(1, warnings.size(), warnings::toString);
        assertSays(warnings.get(0), "voltage", "-0.065 V", "mV");
    }

    @Test
    void whatCellsAreGivenIsNotDoubted() {
        assertEquals(List.of(), warnings(cell -> cell.stimulate(Waveform.step(1, 1, 0.5, 0.1, 5))));
        assertEquals(List.of(), warnings(cell -> {
            cell.set("v", 0);
            cell.set("capacitance", 2);
            cell.stimulate(Waveform.step(1, 1, -0.2, 0.1, 5));
        }));
        // 2 nA into a dendrite of a large cell.
        Cell large = new Cell(new Branch(new Compartment(), 100), -1);
        large.set("length", 100);
        large.branch(0).comp(99).set("radius", 0.2);
        large.branch(0).comp(99).stimulate(Waveform.step(1, 1, 2, 0.1, 5));
        assertEquals(List.of(), warnings(large));
    }

    @Test
    void unitsOfSimplifiedNeuronsAreNotDoubted() {
        Cell spiking = new Cell(new Compartment());
        spiking.insert(new AdEx());
        spiking.set("capacitance", 200); // pF, as its documentation says
        spiking.stimulate(Waveform.step(1, 1, 0.1, 0.1, 5));
        assertEquals(List.of(), warnings(spiking));
        Cell rate = new Cell(new Compartment());
        rate.insert(new Rate());
        rate.set("v", 0.5);
        rate.stimulate(Waveform.step(1, 1, 1e-4, 0.1, 5));
        assertEquals(List.of(), warnings(rate));
    }

    @Test
    void whatSetRefusesCanBeSetAnyway() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        String message = assertThrows(IllegalArgumentException.class, () -> cell.set("HH_gNa", 120))
                .getMessage();
        assertSays(message, "S/cm2", "setAnyway");
        cell.setAnyway("HH_gNa", 120);
        assertEquals(120, cell.get("HH_gNa")[0]);
        assertThrows(IllegalArgumentException.class, () -> cell.setAnyway("radius", -1));
        assertThrows(IllegalArgumentException.class, () -> cell.setAnyway("radius", Double.NaN));
    }

    /** NEURON runs INITIAL by itself. */
    @Test
    void anInitialBlockThatWasNotRunIsSaid() {
        Cell cell = new Cell(new Compartment());
        cell.insert(Nmodl.parse(ModFiles.text("kdr")));
        cell.set("v", -65);
        cell.stimulate(Waveform.step(1, 1, 1e-3, 0.1, 5));
        List<String> warnings = warnings(cell);
        assertEquals(1, warnings.size(), warnings::toString);
        assertSays(warnings.get(0), "kdr_n", "INITIAL", "SteadyState.apply");
        SteadyState.apply(cell);
        cell.deleteRecordings();
        assertEquals(List.of(), warnings(cell));
    }

    private static List<String> warnings(Consumer<Cell> setting) {
        Cell cell = new Cell(new Compartment());
        cell.set("radius", 5);
        cell.insert(new HH());
        setting.accept(cell);
        return warnings(cell);
    }

    private static List<String> warnings(Cell cell) {
        List<String> warnings = new ArrayList<>();
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation =
                        Simulation.of(cell).dt(0.1).onWarning(warnings::add).build()) {
            simulation.run(manager);
            simulation.run(manager);
        }
        return warnings;
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' is missing in: " + message);
        }
    }
}
