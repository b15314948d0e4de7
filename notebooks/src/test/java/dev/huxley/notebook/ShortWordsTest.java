package dev.huxley.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import org.junit.jupiter.api.Test;

class ShortWordsTest {
    @Test
    void gradientsAreThoseOfFiniteDifferencesAndLeaveTheParametersAlone() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new Leak());
        cell.makeTrainable("Leak_eLeak", -60);
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).tMax(2).build()) {
            ArrayTree at = cell.parameters(manager);
            double slope = Huxley.gradients(p -> simulation.run(p).mean(), at).get("Leak_eLeak")[0];
            double h = 1e-3;
            double up = simulation.run(at.map(value -> value.add(h))).mean().getDouble();
            double down = simulation.run(at.map(value -> value.sub(h))).mean().getDouble();
            assertEquals((up - down) / (2 * h), slope, 1e-7 * Math.abs(slope), "mV per mV");
            assertTrue(slope > 0, "a higher reversal potential must raise the voltage; slope " + slope);
            assertEquals(-60, at.get("Leak_eLeak").getDouble(0), 0);
        }
    }

    @Test
    void aPlotOfCoursesDrawsThem() {
        String svg = Huxley.plot("current (nA)", new double[] {0, 1, 2}, "rate (Hz)", new double[] {0, 40, 90})
                .toSvg();
        assertTrue(svg.contains("current (nA)") && svg.contains("rate (Hz)"), svg);
        assertTrue(
                svg.contains("<circle") || svg.contains("<poly") || svg.contains("<path"), "nothing is drawn: " + svg);
    }
}
