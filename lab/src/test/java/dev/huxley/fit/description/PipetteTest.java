package dev.huxley.fit.description;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The electrode with a capacitance against the circuit that it is. */
class PipetteTest {
    private static final double DT = 0.0005;
    private static final double SERIES = 20;
    private static final double PIPETTE = 6;
    private static final double STEP = 0.1;

    private static final String MODEL =
            """
            {
              "name": "cell behind a pipette",
              "cell": {"form": "point", "length": 100},
              "regions": {"all": {
                "mechanisms": {"passive.Leak": {"gLeak": {"min": 1e-6, "max": 1e-2, "start": 1e-4}, "eLeak": -70}},
                "values": {"radius": 5, "capacitance": {"min": 0.5, "max": 2, "start": 1}, "axial_resistivity": 1e-3}
              }},
              "rig": {
                "series_resistance": {"min": 1, "max": 100, "start": 20},
                "pipette_capacitance": {"min": 0.5, "max": 20, "start": 6}
              }
            }
            """;

    /**
     * Cp dvp/dt = I - (vp - vm) / R, C dvm/dt = (vp - vm) / R - (vm - e) G: two exponentials, from the eigenvalues of the 2 x 2
     * matrix.
     */
    @Test
    void aStepChargesPipetteAndMembraneAsTheCircuitSays() {
        DescribedModel model = ModelFiles.parse(MODEL, "x").build();
        double[] v = trace(model, model.start());
        double area = 2 * Math.PI * 5 * 100; // um2
        double membrane = 0.01 * area; // pF
        double conductance = 1e-4 * area * 1e-8 * 1e6; // uS
        double[] expected = circuit(membrane, conductance, v.length);
        double largest = 0;
        for (int k = 0; k < v.length; k++) {
            largest = Math.max(largest, Math.abs(v[k] - expected[k]));
        }
        assertTrue(largest < 0.01, "the voltage is off by " + largest + " mV");
        assertTrue(v[v.length - 1] > -60, "the step charges the membrane to " + v[v.length - 1] + " mV only");
    }

    @Test
    void valuesOfTheRigAreThoseOfThePipettesCompartment() {
        DescribedModel model = ModelFiles.parse(MODEL, "x").build();
        assertEquals(
                List.of("Leak_gLeak", "capacitance", "rig/series_resistance", "rig/pipette_capacitance"),
                model.free().stream().map(FreeValue::path).toList());
        double[] candidate = {2e-4, 1.5, 40, 3};
        Cell cell = model.cell(candidate);
        double[] ofCell = model.cellValues(candidate);
        assertEquals(ofCell[2], cell.group("pipette").get("axial_resistivity")[0]);
        View pipette = cell.group("pipette");
        double area = pipette.get("area")[0];
        assertEquals(3, pipette.get("capacitance")[0] * 0.01 * area, 1e-12);
        assertEquals(1.5, cell.group("soma").get("capacitance")[0], 1e-12);
        assertArrayEquals(pipette.compartments(), model.electrode().compartments());
        assertEquals(0, model.rig(candidate).resistance(), "the drop is in the cell, not added once more");
        assertEquals(-70, pipette.get("v")[0]);
    }

    @Test
    void aPipetteNeedsAResistance() {
        String text = MODEL.replace("{\"min\": 1, \"max\": 100, \"start\": 20}", "0");
        String said = assertThrows(IllegalArgumentException.class, () -> ModelFiles.parse(text, "x"))
                .getMessage();
        assertTrue(said.contains("series resistance above 0") && said.contains("line 8"), said);
    }

    private static double[] trace(DescribedModel model, double[] candidate) {
        Cell cell = model.cell(candidate);
        cell.set("v", -70);
        View electrode = cell.select(model.electrode().compartments());
        electrode.stimulate(Waveform.step(0.1, 40, STEP, DT, 10));
        electrode.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build();
                NDArray traces = simulation.run(manager)) {
            return traces.toDoubleArray();
        }
    }

    private static double[] circuit(double membrane, double conductance, int samples) {
        // In nA, MOhm, nF, mV, ms.
        double cp = PIPETTE * 1e-3;
        double cm = membrane * 1e-3;
        double g = 1 / SERIES;
        double trace = -g / cp - (g + conductance) / cm;
        double determinant = g * conductance / (cp * cm);
        double root = Math.sqrt(trace * trace / 4 - determinant);
        double[] rates = {trace / 2 + root, trace / 2 - root};
        double steady = STEP * (SERIES + 1 / conductance);
        // v = steady + a exp(r0 t) + b exp(r1 t) with v(0) = 0 and v'(0) = STEP / cp.
        double slope = STEP / cp;
        double b = (slope + rates[0] * steady) / (rates[1] - rates[0]);
        double a = -steady - b;
        double[] v = new double[samples];
        for (int k = 0; k < samples; k++) {
            double t = Math.max(0, k * DT - 0.1);
            v[k] = -70 + steady + a * Math.exp(rates[0] * t) + b * Math.exp(rates[1] * t);
        }
        return v;
    }
}
